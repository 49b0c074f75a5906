import type { Account } from '../../account/account';
import { type Conversation, type Message, type Participant, participantWithIdentity } from '../conversation';
import { unreadMessagesCount } from '../participants';
import type { SyncMirror } from '../sync-mirror';
import type { User } from '../users';

/** The host is a name only: the SDK sends these requests through its socket. */
export const CLIENT_API = 'https://aim.us1.twilio.com/Client/v2';

const conversationUrl = (sid: string) => `${CLIENT_API}/Conversations/${sid}`;

/** The JSON that the SDK reads. */
export class SdkResources {
  constructor(
    private readonly account: Account,
    private readonly mirror: SyncMirror,
  ) {}

  user(user: User): Record<string, unknown> {
    return {
      sid: user.sid,
      identity: user.identity,
      friendly_name: user.friendlyName,
      attributes: user.attributes,
      url: `${CLIENT_API}/Users/${encodeURIComponent(user.identity)}`,
      sync_objects: { user_info_map: this.mirror.namesOfUser(user).info },
    };
  }

  conversation(conversation: Conversation, identity: string): Record<string, unknown> {
    const participant = participantWithIdentity(conversation, identity);
    const url = conversationUrl(conversation.sid);
    return {
      account_sid: this.account.accountSid,
      chat_service_sid: this.account.conversationsServiceSid,
      sid: conversation.sid,
      conversation_sid: conversation.sid,
      friendly_name: conversation.friendlyName,
      unique_name: conversation.uniqueName,
      attributes: conversation.attributes,
      created_by: conversation.createdBy,
      date_created: conversation.dateCreated,
      date_updated: conversation.dateUpdated,
      state: conversation.state,
      messages_count: conversation.messages.size,
      participants_count: conversation.participants.size,
      status: participant ? 'joined' : 'notParticipating',
      last_read_message_index: participant?.lastReadMessageIndex ?? null,
      unread_messages_count: participant ? unreadMessagesCount(conversation, participant) : null,
      notification_level: participant?.notificationLevel ?? 'default',
      url,
      links: { messages: `${url}/Messages`, participants: `${url}/Participants` },
      sync_objects: this.mirror.namesOf(conversation),
    };
  }

  participant(conversation: Conversation, participant: Participant): Record<string, unknown> {
    const binding = participant.messagingBinding;
    return {
      account_sid: this.account.accountSid,
      chat_service_sid: this.account.conversationsServiceSid,
      conversation_sid: conversation.sid,
      sid: participant.sid,
      identity: participant.identity,
      attributes: participant.attributes,
      role_sid: participant.roleSid,
      messaging_binding: binding && {
        type: binding.type,
        address: binding.address,
        proxy_address: binding.proxyAddress,
      },
      date_created: participant.dateCreated,
      date_updated: participant.dateUpdated,
      last_read_message_index: participant.lastReadMessageIndex,
      last_read_timestamp: participant.lastReadTimestamp,
      url: `${conversationUrl(conversation.sid)}/Participants/${participant.sid}`,
      links: { conversation: conversationUrl(conversation.sid) },
    };
  }

  message(conversation: Conversation, message: Message): Record<string, unknown> {
    const url = `${conversationUrl(conversation.sid)}/Messages/${message.sid}`;
    return {
      account_sid: this.account.accountSid,
      chat_service_sid: this.account.conversationsServiceSid,
      conversation_sid: conversation.sid,
      sid: message.sid,
      index: message.index,
      author: message.author,
      body: message.body,
      subject: message.subject,
      attributes: message.attributes,
      participant_sid: message.participantSid,
      date_created: message.dateCreated,
      date_updated: message.dateUpdated,
      media:
        message.media.length === 0
          ? null
          : message.media.map(({ sid, size, contentType, filename, category }) => ({
              sid,
              size,
              content_type: contentType,
              filename,
              category,
            })),
      url,
      links: { conversation: conversationUrl(conversation.sid), messages_receipts: `${url}/Receipts` },
    };
  }
}
