import type { ChatApi } from './api';
import type { AttachmentRules } from './attachments';
import type { ChatMessage, ChatState } from './chat-state';
import type { ConversationsSdk } from './conversation-connection';
import type { ChatStart } from './obtain-chat';
import type { SessionStore } from './session-store';

export interface ChatOptions {
  /** Where our endpoints are; empty is the page's own origin. */
  baseUrl?: string;
  /** Which site's words, hours and queue. */
  site?: string;
  /** BCP 47. */
  locale?: string;
  /** Who is known to the page already; `start()` may say otherwise. */
  customer?: ChatStart['customer'];
  /**
   * The JWT with which your back end vouches for the customer who is signed in; undefined when nobody is. Asked anew for
   * each new chat. Call `identify()` when the customer signs in during a chat, and `forget()` on signing out.
   */
  customerToken?: () => Promise<string | undefined> | undefined;
  /**
   * The proof that a person begins the chat (Turnstile's token, ALTCHA's payload). Asked anew for each attempt at a new
   * chat, and waited for without a limit, since a person may have to do something.
   */
  challenge?: () => Promise<string>;
  /** Which files customers may send; `false`: none. */
  attachments?: AttachmentRules | false;
  api?: ChatApi;
  store?: SessionStore;
  /** Loads `@twilio/conversations`; called when a chat is opened, not before. */
  loadSdk?: () => Promise<ConversationsSdk>;
  /** Aborts when the SDK, its connection or `customerToken` has taken too long. */
  timeLimit?: () => AbortSignal;
  /** How long an agent's public name is waited for before they are announced without one, in milliseconds. */
  nameGraceMs?: number;
}

export interface ChatEvents {
  /** After each change. */
  state: ChatState;
  /** Once for each message that arrives while the chat is open, also our own. */
  message: ChatMessage;
  /** The customer has signed out, here or in another tab: `forget()`. What the page has kept of the chat has to go. */
  forgotten: undefined;
}

export type StartOptions = Pick<ChatStart, 'customer' | 'preEngagement'> & {
  /** Sent as soon as the connection stands. Twilio starts the flow with the first message. */
  firstMessage?: string;
};

export interface ChatRating {
  score: 1 | 2 | 3 | 4 | 5;
  comment?: string;
}
