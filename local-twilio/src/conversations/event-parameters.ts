import type { Account } from '../account/account';
import type { ConversationChange } from './changes';
import type { Conversation, Message, Participant } from './conversation';
import type { ConversationEvent } from './events';

/** The change as others hear of it, with the parameters of Twilio's webhooks; undefined: nobody does. */
export function conversationEvent(
  change: ConversationChange,
  account: Account,
  now: string,
): ConversationEvent | undefined {
  const { conversation, actor } = change;
  const event = (type: ConversationEvent['type'], params: Record<string, string>): ConversationEvent => ({
    type,
    conversationSid: conversation.sid,
    params: { ChatServiceSid: account.conversationsServiceSid, ...params },
    actor,
  });
  switch (change.type) {
    case 'onConversationAdded':
    case 'onConversationUpdated':
      return event(change.type, conversationParameters(conversation));
    case 'onConversationRemoved':
      return event(change.type, { ...conversationParameters(conversation), DateRemoved: now });
    case 'onConversationStateUpdated':
      return event(change.type, {
        ConversationSid: conversation.sid,
        StateFrom: change.from,
        StateTo: conversation.state,
        StateUpdated: conversation.dateStateUpdated,
        Reason: change.reason,
        ...messagingService(conversation),
      });
    case 'onMessageAdded':
      return event(change.type, messageParameters(conversation, change.message));
    case 'onMessageUpdated':
      return event(change.type, {
        ...messageParameters(conversation, change.message),
        DateUpdated: change.message.dateUpdated,
      });
    case 'onMessageRemoved':
      return event(change.type, { ...messageParameters(conversation, change.message), DateRemoved: now });
    case 'onParticipantAdded':
      return event(change.type, participantParameters(conversation, change.participant));
    case 'onParticipantUpdated':
      return event(change.type, {
        ...participantParameters(conversation, change.participant),
        DateUpdated: change.participant.dateUpdated,
        ...optional('LastReadMessageIndex', change.participant.lastReadMessageIndex),
      });
    case 'onParticipantRemoved':
      return event(change.type, { ...participantParameters(conversation, change.participant), DateRemoved: now });
    case 'notificationLevelUpdated':
      return undefined;
  }
}

/** Also of messages that are replayed to a new webhook. */
export function messageParameters(conversation: Conversation, message: Message): Record<string, string> {
  const media = message.media.map(({ sid, filename, contentType, size }) => ({
    Sid: sid,
    Filename: filename,
    ContentType: contentType,
    Size: size,
  }));
  return {
    ConversationSid: conversation.sid,
    MessageSid: message.sid,
    ...messagingService(conversation),
    Index: String(message.index),
    DateCreated: message.dateCreated,
    Body: message.body ?? '',
    Author: message.author,
    ...optional('ParticipantSid', message.participantSid),
    Attributes: message.attributes,
    ...(media.length > 0 ? { Media: JSON.stringify(media) } : {}),
  };
}

function conversationParameters(conversation: Conversation): Record<string, string> {
  return {
    ConversationSid: conversation.sid,
    ...optional('FriendlyName', conversation.friendlyName),
    ...optional('UniqueName', conversation.uniqueName),
    Attributes: conversation.attributes,
    ...messagingService(conversation),
    State: conversation.state,
    DateCreated: conversation.dateCreated,
    DateUpdated: conversation.dateUpdated,
  };
}

function participantParameters(conversation: Conversation, participant: Participant): Record<string, string> {
  const binding = participant.messagingBinding;
  return {
    ConversationSid: conversation.sid,
    ParticipantSid: participant.sid,
    DateCreated: participant.dateCreated,
    ...optional('Identity', participant.identity),
    RoleSid: participant.roleSid,
    Attributes: participant.attributes,
    'MessagingBinding.Type': binding ? binding.type.toUpperCase() : 'CHAT',
    ...(binding
      ? { 'MessagingBinding.Address': binding.address, 'MessagingBinding.ProxyAddress': binding.proxyAddress }
      : {}),
  };
}

const messagingService = (conversation: Conversation) =>
  optional('MessagingServiceSid', conversation.messagingServiceSid);

const optional = (name: string, value: string | number | null): Record<string, string> =>
  value === null ? {} : { [name]: String(value) };
