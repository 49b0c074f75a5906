/** Names as in the webhooks: https://www.twilio.com/docs/conversations/conversations-webhooks */
export type ConversationEventType =
  | 'onConversationAdded'
  | 'onConversationUpdated'
  | 'onConversationStateUpdated'
  | 'onConversationRemoved'
  | 'onMessageAdded'
  | 'onMessageUpdated'
  | 'onMessageRemoved'
  | 'onParticipantAdded'
  | 'onParticipantUpdated'
  | 'onParticipantRemoved';

/** Who did it, and whether webhooks may fire for it. */
export interface Actor {
  source: 'SDK' | 'API' | 'STUDIO' | 'FLEX' | 'TIMER';
  /** The SDK user. */
  identity?: string;
  /** REST: the header X-Twilio-Webhook-Enabled. */
  webhookEnabled?: boolean;
}

export interface ConversationEvent {
  type: ConversationEventType;
  conversationSid: string;
  /** Webhook parameters beside EventType, AccountSid, Source, ClientIdentity. */
  params: Record<string, string>;
  actor: Actor;
}
