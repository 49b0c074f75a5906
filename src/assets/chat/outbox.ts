import { randomUuid } from './random-uuid';
import type { SessionStore } from './session-store';
import type { Transcript } from './transcript';
import type { UnsentEntry, UnsentText } from './unsent-messages';

export interface OutboxOptions {
  transcript: Transcript;
  store: Pick<SessionStore, 'unsent'>;
  /** Hands one message to Twilio; undefined while there is no connection. */
  sender: () => ((message: UnsentEntry) => Promise<void>) | undefined;
  onChange: () => void;
}

/** Files go up beside the texts: a slow one must not hold back what is written after it. */
type Lane = 'texts' | 'files';

const laneOf = ({ file }: Pick<UnsentEntry, 'file'>): Lane => (file ? 'files' : 'texts');

/** Keeps what the customer has written until Twilio has it: through a lost connection and, for texts, a reload. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #sending = new Set<Lane>();
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(text: string, file?: File): void {
    this.#options.transcript.addUnsent({ clientMessageId: randomUuid(), text, file, at: new Date() });
    this.#changed();
    this.flush();
  }

  /** Texts of this tab from before a reload: perhaps they arrived, so nothing is sent twice without being asked. */
  restore(): void {
    for (const message of this.#options.store.unsent) this.#options.transcript.addUnsent(message, 'failed');
  }

  /** Not what was sent and is only not back yet: nothing is sent twice. */
  resend(clientMessageId: string): void {
    const { transcript } = this.#options;
    if (!transcript.unsent().some((entry) => entry.clientMessageId === clientMessageId && entry.status === 'failed'))
      return;
    transcript.setUnsentStatus(clientMessageId, 'sending');
    this.#changed();
    this.flush();
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
    const { transcript } = this.#options;
    for (const { clientMessageId } of transcript.unsent()) transcript.discardUnsent(clientMessageId);
  }

  get unsentTexts(): UnsentText[] {
    return this.#options.transcript
      .unsent()
      .filter(({ status, file }) => status !== 'sent' && !file)
      .map(({ clientMessageId, text, at }) => ({ clientMessageId, text, at }));
  }

  flush(): void {
    void this.#flush('texts');
    void this.#flush('files');
  }

  /** One after another, so that they arrive in the order in which they were written. */
  async #flush(lane: Lane): Promise<void> {
    if (this.#sending.has(lane)) return;
    this.#sending.add(lane);
    const { transcript, sender } = this.#options;
    for (;;) {
      const next = transcript.unsent().find((entry) => entry.status === 'sending' && laneOf(entry) === lane);
      const send = sender();
      if (!next || !send) break;
      try {
        await send(next);
        // Its echo may come later than this answer; waiting for it would hold the next one back.
        transcript.setUnsentStatus(next.clientMessageId, 'sent');
      } catch {
        transcript.setUnsentStatus(next.clientMessageId, 'failed');
      }
      this.#changed();
    }
    this.#sending.delete(lane);
  }

  #changed(): void {
    if (this.#closed) return;
    const { store, onChange } = this.#options;
    store.unsent = this.unsentTexts;
    onChange();
  }
}
