import { newSid } from '../account/sids';
import { badRequest, TwilioError } from '../http/errors';
import { type Conversation, type MessagingBinding, type Participant, participantWithIdentity } from './conversation';
import type { Actor } from './events';
import { checkedAttributes, checkedName, PARTICIPANT_ATTRIBUTES_BYTES } from './limits';
import { type ModelContext, requireOpen } from './model-context';

export interface NewParticipant {
  identity?: string;
  messagingBinding?: MessagingBinding;
  attributes?: string;
  roleSid?: string;
}

export interface ParticipantUpdate {
  attributes?: string;
  roleSid?: string;
  /** Null: nothing read. */
  lastReadMessageIndex?: number | null;
  lastReadTimestamp?: string;
}

/** Who is in a conversation. */
export class Participants {
  constructor(private readonly context: ModelContext) {}

  /** By SID or identity; throws 404/50432. */
  get(conversation: Conversation, sidOrIdentity: string): Participant {
    const found = conversation.participants.get(sidOrIdentity) ?? participantWithIdentity(conversation, sidOrIdentity);
    if (!found) throw new TwilioError(404, 50432, `Participant ${sidOrIdentity} not found`);
    return found;
  }

  add(conversation: Conversation, given: NewParticipant, actor: Actor): Participant {
    requireOpen(conversation);
    const { roles, users } = this.context;
    const identity = checkedName('Identity', given.identity ?? null);
    const binding = given.messagingBinding ?? null;
    if (!identity && !binding) throw badRequest(50440, 'A participant needs an Identity or a MessagingBinding');
    if (identity && participantWithIdentity(conversation, identity)) {
      throw new TwilioError(409, 50433, 'Participant already exists');
    }
    const now = this.context.now();
    const isCreator = identity !== null && identity === conversation.createdBy;
    const participant: Participant = {
      sid: newSid('MB'),
      identity,
      attributes: checkedAttributes(given.attributes ?? '{}', PARTICIPANT_ATTRIBUTES_BYTES),
      roleSid: given.roleSid
        ? roles.checked(given.roleSid, 'conversation')
        : isCreator
          ? roles.creatorRoleSid
          : roles.defaultConversationRoleSid,
      messagingBinding: binding,
      dateCreated: now,
      dateUpdated: now,
      lastReadMessageIndex: null,
      lastReadTimestamp: null,
      notificationLevel: 'default',
    };
    if (identity) users.withIdentity(identity);
    conversation.participants.set(participant.sid, participant);
    this.context.announce({ type: 'onParticipantAdded', conversation, participant, actor });
    return participant;
  }

  update(conversation: Conversation, participant: Participant, change: ParticipantUpdate, actor: Actor): void {
    requireOpen(conversation);
    const { attributes = participant.attributes, roleSid = participant.roleSid } = change;
    const checked = {
      attributes: checkedAttributes(attributes, PARTICIPANT_ATTRIBUTES_BYTES),
      roleSid: this.context.roles.checked(roleSid, 'conversation'),
    };
    Object.assign(participant, checked);
    if (change.lastReadMessageIndex !== undefined) {
      participant.lastReadMessageIndex = change.lastReadMessageIndex;
      participant.lastReadTimestamp = change.lastReadTimestamp ?? this.context.now();
    }
    this.#updated(conversation, participant, actor);
  }

  /** Reading is no write to the conversation: it goes on after the end. */
  setLastRead(conversation: Conversation, participant: Participant, index: number | null, actor: Actor): void {
    participant.lastReadMessageIndex = index;
    participant.lastReadTimestamp = this.context.now();
    this.#updated(conversation, participant, actor);
  }

  setNotificationLevel(
    conversation: Conversation,
    participant: Participant,
    level: 'default' | 'muted',
    actor: Actor,
  ): void {
    participant.notificationLevel = level;
    this.context.announce({ type: 'notificationLevelUpdated', conversation, participant, actor });
  }

  remove(conversation: Conversation, participant: Participant, actor: Actor): void {
    requireOpen(conversation);
    conversation.participants.delete(participant.sid);
    this.context.announce({ type: 'onParticipantRemoved', conversation, participant, actor });
  }

  #updated(conversation: Conversation, participant: Participant, actor: Actor): void {
    participant.dateUpdated = this.context.now();
    this.context.announce({ type: 'onParticipantUpdated', conversation, participant, actor });
  }
}

/** Null until a first read horizon is set. */
export function unreadMessagesCount(conversation: Conversation, participant: Participant): number | null {
  const { lastReadMessageIndex } = participant;
  if (lastReadMessageIndex === null) return null;
  return [...conversation.messages.keys()].filter((index) => index > lastReadMessageIndex).length;
}
