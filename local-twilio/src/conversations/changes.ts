import type { Conversation, ConversationState, Message, Participant } from './conversation';
import type { Actor } from './events';
import type { User } from './users';

/** What happened in the model, in its own objects. Sync mirrors it for the SDKs, events.ts tells the others. */
export type ConversationChange = { conversation: Conversation; actor: Actor } & (
  | { type: 'onConversationAdded' | 'onConversationUpdated' | 'onConversationRemoved' }
  | {
      type: 'onConversationStateUpdated';
      from: ConversationState;
      /** EVENT: a message woke the conversation up. */
      reason: 'API' | 'TIMER' | 'EVENT';
    }
  | { type: 'onMessageAdded' | 'onMessageUpdated' | 'onMessageRemoved'; message: Message }
  | { type: 'onParticipantAdded' | 'onParticipantUpdated' | 'onParticipantRemoved'; participant: Participant }
  /** A setting that only its owner sees; no webhook. */
  | { type: 'notificationLevelUpdated'; participant: Participant }
);

export type UserChange = { type: 'userAdded' | 'userUpdated'; user: User };
export type Change = ConversationChange | UserChange;

export const isUserChange = (change: Change): change is UserChange =>
  change.type === 'userAdded' || change.type === 'userUpdated';
