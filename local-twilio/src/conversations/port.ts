import type { ConversationsPort } from '../ports';
import { participantWithIdentity } from './conversation';
import type { ConversationsModel } from './model';

/** How the other products see conversations. */
export function conversationsPort(model: ConversationsModel): ConversationsPort {
  return {
    find(conversationSid) {
      const found = model.find(conversationSid);
      if (!found) return undefined;
      const { sid, state, uniqueName, attributes } = found;
      const participants = [...found.participants.values()].map((one) => ({ sid: one.sid, identity: one.identity }));
      return { sid, state, uniqueName, attributes, participants };
    },
    addMessage(conversationSid, message, actor) {
      const { sid, index } = model.messages.add(model.get(conversationSid), message, actor);
      return { sid, index };
    },
    addParticipant(conversationSid, identity, attributes, actor) {
      const conversation = model.get(conversationSid);
      const present = participantWithIdentity(conversation, identity);
      if (present) return { sid: present.sid };
      return { sid: model.participants.add(conversation, { identity, attributes }, actor).sid };
    },
    removeParticipant(conversationSid, identity, actor) {
      const conversation = model.find(conversationSid);
      const present = conversation && participantWithIdentity(conversation, identity);
      if (!present || conversation.state === 'closed') return;
      model.participants.remove(conversation, present, actor);
    },
    close(conversationSid, actor) {
      const conversation = model.get(conversationSid);
      if (conversation.state !== 'closed') model.update(conversation, { state: 'closed' }, actor);
    },
    removeStudioWebhooks(conversationSid) {
      const conversation = model.get(conversationSid);
      for (const webhook of [...conversation.webhooks.values()]) {
        if (webhook.target === 'studio') model.webhooks.remove(conversation, webhook);
      }
    },
  };
}
