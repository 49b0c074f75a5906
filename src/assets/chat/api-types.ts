import type { Availability } from '../../lib/availability/queue-availability';
import type { CreateConversationInput } from '../../lib/chat/create-conversation';
import type { MessagesAfterAnswer } from '../../lib/messages/messages-after';
import type { ToldMessage } from '../../lib/transcript/told-message';

/** What the page sends and gets. Every path is a POST of JSON. */

/** `requestId` is the same for every repeat of the same wish, so that a repeat makes nothing twice. */
export type ConversationCreateRequest = CreateConversationInput;

export interface ConversationCreateResponse {
  conversationSid: string;
  identity: string;
  /** Access Token for the Conversations SDK. */
  token: string;
  /** ISO 8601. */
  tokenExpiresAt: string;
  /** Our own signed token, exchanged for further Access Tokens. */
  session: string;
}

export type TokenResponse = ConversationCreateResponse;

/** For a chat that is being made: the same `requestId` and `startedAt` as in /conversation-create. */
export type EarlyTokenRequest = Pick<ConversationCreateRequest, 'requestId' | 'startedAt' | 'site' | 'customerToken'>;

export type EarlyTokenResponse = Pick<ConversationCreateResponse, 'identity' | 'token' | 'tokenExpiresAt'>;

export interface ConversationIdentifyRequest {
  session: string;
  customerToken: string;
}

export interface ConversationIdentifyResponse {
  verified: true;
  name?: string;
}

export interface ConversationRateRequest {
  session: string;
  /** 1 to 5. */
  score: number;
  comment?: string;
}

export interface ConversationRateResponse {
  /** too_late: the task is gone. */
  state: 'stored' | 'too_late';
}

export type { ToldMessage };

export interface MessagesAfterRequest {
  session: string;
  /** Index; -1 for all. */
  after: number;
}

export type MessagesAfterResponse = MessagesAfterAnswer;

export interface ConversationEndResponse {
  state: 'closed';
}

export interface AvailabilityRequest {
  site?: string;
  session?: string;
}

export type AvailabilityResponse = Availability;
