import type { Outgoing } from '../protocol/frames';

/** The way to the caller: one ConversationRelay socket. */
export interface Line {
  send(frame: Outgoing): void;
  /** A piece of an answer. */
  sendDelta(token: string): void;
  /** The turn has no more words. */
  sendLast(): void;
  /** Undefined unless Twilio takes the words more slowly than the model writes them: then, when it has caught up. */
  readonly pressure: Promise<void> | undefined;
  /** WebSocket close code: 1000 the call is over, 1008 refused, 1012 this relay is being replaced. */
  close(code: number, reason: string): void;
}
