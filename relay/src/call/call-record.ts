import { type Clock, systemClock, type Timer } from '../clock';
import type { Log } from '../log';
import type { CallStore, SavedCall, TranscriptLine } from '../store/call-store';

/** While the store is away. */
const MOST_LINES_KEPT = 500;
/** At the end of a call: a store that does not answer must not keep a relay from ending. */
const WRITTEN_PATIENCE_MS = 5_000;

/**
 * Writes a call's state and transcript into the store, one after the other and never in the way of the conversation. States
 * that follow each other faster than the store takes them are written once, as the last one.
 */
export class CallRecord {
  #lines: TranscriptLine[] = [];
  /** Of lines that the store has. */
  #corrections: { line: TranscriptLine; text: string }[] = [];
  #state: (() => SavedCall) | undefined;
  #writing: Promise<void> | undefined;

  constructor(
    readonly store: CallStore,
    readonly callSid: string,
    readonly log: Log,
    readonly clock: Clock = systemClock,
  ) {}

  add(line: TranscriptLine): void {
    this.#lines.push(line);
    this.#begin();
  }

  /** @param text what was heard of a line that was added */
  correct(line: TranscriptLine, text: string): void {
    this.#corrections.push({ line, text });
    this.#begin();
  }

  /** @param state is asked when it is written */
  save(state: () => SavedCall): void {
    this.#state = state;
    this.#begin();
  }

  /** Resolves when all has been written, or the store takes too long; what failed was logged, and is tried once more here. */
  async written(): Promise<void> {
    let timer: Timer | undefined;
    const tooLong = new Promise<void>((resolve) => {
      timer = this.clock.after(WRITTEN_PATIENCE_MS, () => {
        this.#failed('written', `No answer in ${WRITTEN_PATIENCE_MS} ms`);
        resolve();
      });
    });
    await Promise.race([this.#allWritten(), tooLong]).finally(() => timer?.cancel());
  }

  async #allWritten(): Promise<void> {
    await this.#writing;
    if (this.#isWaiting) this.#begin();
    await this.#writing;
  }

  get #isWaiting(): boolean {
    return this.#state !== undefined || this.#lines.length > 0 || this.#corrections.length > 0;
  }

  #begin(): void {
    this.#writing ??= this.#write();
  }

  async #write(): Promise<void> {
    // The caller's words go to the model first; and what comes in the same moment is one write.
    await new Promise<void>((resolve) => setImmediate(resolve));
    let isWell = true;
    while (isWell && this.#isWaiting) {
      const results = await Promise.all([this.#writeTranscript(), this.#saveState()]);
      isWell = results.every(Boolean);
    }
    this.#writing = undefined;
  }

  async #writeTranscript(): Promise<boolean> {
    if (!(await this.#append())) return false;
    for (let next = this.#corrections[0]; next; next = this.#corrections[0]) {
      const { line, text } = next;
      if (!(await this.#attempt('correct', () => this.store.correct(this.callSid, line, text)))) return false;
      this.#corrections.shift();
    }
    return true;
  }

  async #append(): Promise<boolean> {
    const lines = this.#lines;
    this.#lines = [];
    if (lines.length === 0) return true;
    const isWell = await this.#attempt('append', () => this.store.append(this.callSid, lines));
    if (!isWell) this.#lines = [...lines, ...this.#lines].slice(-MOST_LINES_KEPT);
    return isWell;
  }

  async #saveState(): Promise<boolean> {
    const state = this.#state;
    this.#state = undefined;
    if (!state) return true;
    const isWell = await this.#attempt('save', () => this.store.save(this.callSid, state()));
    if (!isWell) this.#state ??= state;
    return isWell;
  }

  async #attempt(what: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#failed(what, (error as Error).message);
      return false;
    }
  }

  #failed(what: string, problem: string): void {
    this.log('error', 'store-failed', { callSid: this.callSid, what, problem });
  }
}
