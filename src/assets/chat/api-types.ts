import type { Availability } from '../../lib/availability/queue-availability';
import type { CreateConversationInput } from '../../lib/chat/create-conversation';

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

export interface ConversationEndResponse {
  state: 'closed';
}

export interface AvailabilityRequest {
  site?: string;
  session?: string;
}

export type AvailabilityResponse = Availability;
