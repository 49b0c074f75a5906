import type { AvailabilityResponse } from './api-types';

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
  /** Text of others is text, never HTML. */
  text: string;
  at: Date;
  status: 'sending' | 'sent' | 'failed';
}

export interface ChatNotice {
  kind: 'notice';
  key: string;
  notice: 'agent-joined' | 'agent-left';
  identity: string;
  at: Date;
}

export type ChatEntry = ChatMessage | ChatNotice;

export interface ChatAgent {
  identity: string;
  name?: string;
  avatar?: string;
}

export interface ChatProblem {
  /**
   * The API's code; `connection` when the chat service could not be reached; `customer_token_failed` when the page's own
   * `customerToken` has failed.
   */
  code: string;
  retryable: boolean;
  requestId?: string;
}

export interface ChatState {
  phase: ChatPhase;
  connection: ChatConnection;
  /** Somebody of us is in the conversation. */
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
  /** A chat of this browser, begun here or in another tab, can go on. */
  resumable: boolean;
  availability?: AvailabilityResponse;
  endedBy?: 'customer' | 'other' | 'expiry';
  ending: boolean;
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
  resumable: false,
  ending: false,
};
