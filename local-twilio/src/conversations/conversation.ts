export type ConversationState = 'active' | 'inactive' | 'closed';

export interface Participant {
  sid: string;
  /** Null for somebody who is not in the chat service (SMS and the like). */
  identity: string | null;
  /** JSON text. */
  attributes: string;
  roleSid: string;
  messagingBinding: MessagingBinding | null;
  dateCreated: string;
  dateUpdated: string;
  lastReadMessageIndex: number | null;
  lastReadTimestamp: string | null;
  notificationLevel: 'default' | 'muted';
}

export interface MessagingBinding {
  type: 'sms' | 'whatsapp';
  address: string;
  proxyAddress: string;
}

export interface Media {
  sid: string;
  category: string;
  filename: string | null;
  contentType: string;
  size: number;
}

export interface Message {
  sid: string;
  /** Goes up by one for each message; never used again. */
  index: number;
  author: string;
  body: string | null;
  subject: string | null;
  /** JSON text. */
  attributes: string;
  contentSid: string | null;
  participantSid: string | null;
  media: Media[];
  dateCreated: string;
  dateUpdated: string;
  lastUpdatedBy: string | null;
  /** As in webhooks. */
  source: 'SDK' | 'API';
}

export interface ScopedWebhook {
  sid: string;
  target: 'webhook' | 'studio';
  url: string | null;
  method: 'GET' | 'POST';
  filters: string[];
  flowSid: string | null;
  replayAfter: number | null;
  dateCreated: string;
  dateUpdated: string;
}

/** Durations in milliseconds. */
export interface Timers {
  inactive: number | null;
  closed: number | null;
}

export interface Conversation {
  sid: string;
  friendlyName: string | null;
  uniqueName: string | null;
  /** JSON text. */
  attributes: string;
  messagingServiceSid: string | null;
  state: ConversationState;
  dateStateUpdated: string;
  dateCreated: string;
  dateUpdated: string;
  /** Identity of an SDK user, else `system`. */
  createdBy: string;
  timers: Timers;
  participants: Map<string, Participant>;
  /** By index. */
  messages: Map<number, Message>;
  nextMessageIndex: number;
  lastMessage: { index: number; timestamp: string } | null;
  webhooks: Map<string, ScopedWebhook>;
}

export function participantWithIdentity(conversation: Conversation, identity: string): Participant | undefined {
  for (const participant of conversation.participants.values()) {
    if (participant.identity === identity) return participant;
  }
  return undefined;
}
