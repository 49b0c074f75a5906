import { type Call, type CallStatus, isOver } from './call';
import { CallLine } from './line';
import type { VoiceModel } from './model';
import type { TwimlDocument } from './twiml/document';

/** A call as it goes on: what is heard and said on it, and the TwiML that runs. */
export class LiveCall {
  readonly line = new CallLine();
  /** ConversationRelay sessions that are open: their sockets can be cut. */
  readonly relays = new Set<{ dropSocket(): void }>();
  readonly #over = new AbortController();
  #document: AbortController | undefined;
  #replacement: TwimlDocument | undefined;

  constructor(
    readonly call: Call,
    private readonly model: VoiceModel,
  ) {}

  get isOver(): boolean {
    return isOver(this.call);
  }

  /** Aborts when the call is over. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** A document runs on it. */
  get busy(): boolean {
    return this.#document !== undefined;
  }

  answer(): void {
    this.model.answer(this.call);
  }

  /** Whoever hangs up; before it was answered, the caller gives up. Twice is once. */
  hangUp(): void {
    this.end(this.call.status === 'in-progress' || this.call.direction === 'inbound' ? 'completed' : 'canceled');
  }

  end(status: CallStatus): void {
    if (this.isOver) return;
    this.model.end(this.call, status);
    this.#over.abort();
  }

  /** @returns a signal that aborts when the call is over, or another document takes this one's place */
  begin(): AbortSignal {
    this.#document = new AbortController();
    return AbortSignal.any([this.#over.signal, this.#document.signal]);
  }

  /** @returns the document that has taken the place of the one that ends here */
  finish(): TwimlDocument | undefined {
    const replacement = this.#replacement;
    this.#document = undefined;
    this.#replacement = undefined;
    return replacement;
  }

  /** Stops what runs: this comes in its place. */
  replace(document: TwimlDocument): void {
    this.#replacement = document;
    this.#document?.abort();
  }
}
