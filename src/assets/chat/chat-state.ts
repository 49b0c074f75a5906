import type { AvailabilityResponse } from './api-types';
import type { AttachmentRules, ChatAttachment } from './attachments';
import type { VideoInvitation } from './video-invitation';

/**
 * new: nothing begun (`resumable` tells whether a chat of this browser can go on).
 * opening: conversation and connection are being made; what is typed is kept and sent then.
 * open: both sides can write. failed: it could not be opened, `retry()` goes on. ended: final.
 */
export type ChatPhase = 'new' | 'opening' | 'open' | 'failed' | 'ended';

export type ChatConnection = 'connecting' | 'connected' | 'reconnecting';

export interface ChatMessage {
  kind: 'message';
  key: string;
  /** Undefined until Twilio has it. */
  index?: number;
  /** assistant: whatever has no participant behind it, such as the Studio flow. */
  from: 'me' | 'agent' | 'assistant';
  identity: string;
  /** Text of others is text, never HTML. Empty when there are attachments alone. */
  text: string;
  attachments: readonly ChatAttachment[];
  /** The way into a video call, where the Functions have said it: a button does better than the link in `text`. */
  videoInvitation?: VideoInvitation;
  at: Date;
  /** A message with a file is `sending` until the file is up. A failed one: `resend()` or `discard()`. */
  status: 'sending' | 'sent' | 'failed';
  /** For our own messages: an agent has seen it. */
  read: boolean;
}

export interface ChatNotice {
  kind: 'notice';
  key: string;
  /** agent-transferred: `from` has handed the chat over to `identity`. An agent who leaves has not ended the chat. */
  notice: 'agent-joined' | 'agent-left' | 'agent-transferred';
  /** Names are in `people`; an agent without a public name is in there without one. */
  identity: string;
  from?: string;
  at: Date;
}

export type ChatEntry = ChatMessage | ChatNotice;

export interface ChatAgent {
  identity: string;
  /** Undefined when nothing public is known. */
  name?: string;
  avatar?: string;
}

export interface ChatProblem {
  /**
   * The API's code; `connection` when the chat service could not be reached; `customer_token_failed` and
   * `challenge_failed` when the page's own `customerToken` or `challenge` has failed.
   */
  code: string;
  retryable: boolean;
  requestId?: string;
}

/** possible: the chat is over and an agent was there. failed: `rate()` again, unless `problem` says that it is final. */
export type ChatRatingState = 'possible' | 'sending' | 'sent' | 'failed';

export interface ChatState {
  phase: ChatPhase;
  connection: ChatConnection;
  /** Who of us is in the conversation. */
  agents: readonly ChatAgent[];
  /** Everybody who was there, by identity: names for old messages. */
  people: Readonly<Record<string, ChatAgent>>;
  /** Agents who type right now. */
  typing: readonly string[];
  entries: readonly ChatEntry[];
  hasEarlier: boolean;
  loadingEarlier: boolean;
  /** Messages of others that were not seen yet. */
  unread: number;
  /** Up to which index some agent has seen the messages; -1: none. `ChatMessage.read` comes from it. */
  agentReadIndex: number;
  /** A chat of this browser, begun here or in another tab, can go on. */
  resumable: boolean;
  /** The customer of this chat is vouched for: at the beginning, or by `identify()`. */
  verified: boolean;
  /** Which files `sendFile()` takes; undefined: none. */
  attachmentRules?: AttachmentRules;
  /** Who is there, how many wait, this chat's position among them, how long it takes, when it opens again. */
  availability?: AvailabilityResponse;
  endedBy?: 'customer' | 'other' | 'expiry';
  ending: boolean;
  /** Undefined: there is nothing to rate (yet). */
  rating?: ChatRatingState;
  problem?: ChatProblem;
}

/** Nothing has happened yet. */
export const INITIAL_STATE: ChatState = {
  phase: 'new',
  connection: 'connecting',
  agents: [],
  people: {},
  typing: [],
  entries: [],
  hasEarlier: false,
  loadingEarlier: false,
  unread: 0,
  agentReadIndex: -1,
  resumable: false,
  verified: false,
  ending: false,
};
