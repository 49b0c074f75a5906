import type { HandoffNote } from '../../../src/lib/handoff-note/handoff-note';
import type { Clock, Timer } from '../clock';
import { handoffData } from './handoff-data';
import { LastWords } from './last-words';
import type { Line } from './line';
import type { Speech } from './speech';

/** After `end` it is Twilio that closes the socket. */
const CLOSE_PATIENCE_MS = 5_000;

/** The way out of a call: the last words are spoken to their end, then the session ends, with a note where an agent takes over. */
export class Ending {
  #lastWords: LastWords | undefined;
  #note: HandoffNote | undefined;
  #closing: Timer | undefined;
  #isOver = false;

  constructor(
    readonly line: Line,
    readonly speech: Speech,
    readonly clock: Clock,
    readonly onEnd: () => void,
  ) {}

  /** The last words were sent. */
  get hasBegun(): boolean {
    return this.#lastWords !== undefined;
  }

  /** `end` was sent. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** For the agent, once it is known that one takes over. */
  get note(): HandoffNote | undefined {
    return this.#note;
  }

  /** @param note undefined: nobody takes over, the call is done */
  begin(note: HandoffNote | undefined): void {
    this.#note = note;
    this.#lastWords = new LastWords(this.clock, this.speech, () => this.#end());
  }

  played(): void {
    this.#lastWords?.played();
  }

  /** The caller has cut off what was spoken before the last words. */
  interrupted(): void {
    this.#lastWords?.wait();
  }

  speaking(isOn: boolean): void {
    this.#lastWords?.speaking(isOn);
  }

  /** Without waiting for the words. */
  hurry(): void {
    this.#lastWords?.end();
  }

  stop(): void {
    this.#lastWords?.cancel();
    this.#closing?.cancel();
  }

  #end(): void {
    this.#isOver = true;
    this.line.send({ type: 'end', ...(this.#note && { handoffData: handoffData(this.#note) }) });
    this.#closing = this.clock.after(CLOSE_PATIENCE_MS, () => this.line.close(1000, 'The call is over'));
    this.onEnd();
  }
}
