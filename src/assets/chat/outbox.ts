import type { SessionStore } from './session-store';
import type { Transcript } from './transcript';

export interface OutboxOptions {
  transcript: Transcript;
  store: SessionStore;
  /** Hands one message to Twilio; undefined while there is no connection. */
  sender: () => ((text: string, clientMessageId: string) => Promise<void>) | undefined;
  onChange: () => void;
}

/** Keeps what the customer has written until Twilio has it: through a lost connection and a reload. */
export class Outbox {
  readonly #options: OutboxOptions;
  #sending = false;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(text: string): void {
    this.#options.transcript.addUnsent({ clientMessageId: crypto.randomUUID(), text, at: new Date() });
    this.#changed();
    void this.flush();
  }

  /** Messages of this tab from before a reload: perhaps they arrived, so nothing is sent twice without being asked. */
  restore(): void {
    for (const message of this.#options.store.unsent) this.#options.transcript.addUnsent(message, 'failed');
  }

  resend(clientMessageId: string): void {
    this.#options.transcript.setUnsentStatus(clientMessageId, 'sending');
    this.#changed();
    void this.flush();
  }

  /** Takes a message out, and gives its text back. */
  discard(clientMessageId: string): string {
    const message = this.#options.transcript.unsent().find((unsent) => unsent.clientMessageId === clientMessageId);
    this.#options.transcript.discardUnsent(clientMessageId);
    this.#changed();
    return message?.text ?? '';
  }

  /** The chat is over: what still waited was not sent. */
  giveUp(): void {
    const { transcript } = this.#options;
    for (const { clientMessageId, status } of transcript.unsent())
      if (status === 'sending') transcript.setUnsentStatus(clientMessageId, 'failed');
    this.#changed();
  }

  /** Keeps and tells nothing any more, also when a message on its way comes back. */
  close(): void {
    this.#closed = true;
  }

  /** One after another, so that they arrive in the order in which they were written. */
  async flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    const { transcript, sender } = this.#options;
    for (;;) {
      const next = transcript.unsent().find(({ status }) => status === 'sending');
      const send = sender();
      if (!next || !send) break;
      try {
        await send(next.text, next.clientMessageId);
        // Its echo may come later than this answer; waiting for it would hold the next one back.
        transcript.setUnsentStatus(next.clientMessageId, 'sent');
      } catch {
        transcript.setUnsentStatus(next.clientMessageId, 'failed');
      }
      this.#changed();
    }
    this.#sending = false;
  }

  #changed(): void {
    if (this.#closed) return;
    const { store, transcript, onChange } = this.#options;
    store.unsent = transcript
      .unsent()
      .filter(({ status }) => status !== 'sent')
      .map(({ clientMessageId, text, at }) => ({ clientMessageId, text, at }));
    onChange();
  }
}
