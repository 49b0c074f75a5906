import type { Account } from '../account/account';
import type { Conversation, Message } from './conversation';

/** What a flow finds in `trigger.conversation`. Message and conversation as they are when the message comes. */
export function studioTrigger(account: Account, conversation: Conversation, message: Message): Record<string, string> {
  return {
    AccountSid: account.accountSid,
    ConversationSid: conversation.sid,
    ChannelSid: conversation.sid,
    InstanceSid: account.conversationsServiceSid,
    ChatServiceSid: account.conversationsServiceSid,
    MessageSid: message.sid,
    Index: String(message.index),
    Body: message.body ?? '',
    Author: message.author,
    From: message.author,
    ParticipantSid: message.participantSid ?? '',
    Source: message.source,
    ChannelAttributes: conversation.attributes,
    MessageAttributes: message.attributes,
  };
}
