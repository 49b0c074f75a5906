import * as v from 'valibot';
import { ConversationSid } from '../../twilio/sids';
import { agentIsIn } from '../agent-is-in';
import { closeInteraction } from '../close-chat';
import { readHandoff } from '../read-handoff';
import { onEvent } from './event-handler';

/** A timer, an agent or somebody by REST closed the conversation: its interaction must not stay behind. */
export const onConversationStateUpdated = onEvent(
  'onConversationStateUpdated',
  v.object({ ConversationSid, StateTo: v.string() }),
  async ({ twilio, records, delivery }, { ConversationSid: conversationSid, StateTo }) => {
    if (StateTo !== 'closed') return;
    void delivery.deliver(conversationSid, true);
    const reading = readHandoff({ twilio, records }, conversationSid);
    const [handoff, attended] = await Promise.all([
      reading,
      // This event does not come again. Who cannot be seen is left the time to wrap up.
      agentIsIn(twilio.conversations, conversationSid, reading).catch(() => true),
    ]);
    await closeInteraction(twilio.interactions, handoff, attended);
    await records.remove(conversationSid);
  },
);
