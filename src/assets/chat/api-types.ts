/** What the page sends and gets. Every path is a POST of JSON. */

export interface ConversationCreateRequest {
  /** UUIDv4. The same for every repeat of the same wish, so that a repeat makes nothing twice. */
  requestId: string;
  site?: string;
  customer?: { name?: string };
  preEngagement?: { topic?: string; [field: string]: unknown };
  /** BCP 47, such as `de-AT`. */
  locale?: string;
}

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

export interface AvailabilityResponse {
  /** Null: Twilio can't say right now. */
  available: boolean | null;
  open: boolean;
  waiting: number | null;
  estimatedWaitSeconds: number | null;
  /** ISO 8601, when it is closed and known. */
  opensAt?: string;
  pollAfterSeconds: number;
}
