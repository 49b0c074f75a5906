import type { Clock } from '../clock';
import type { RelaySettings } from '../settings';
import type { SpokenWords } from '../words';
import { Silence } from './silence';

/** After half an answer; what the caller said while the connection was away comes before that. */
const CUT_OFF_MS = 1_500;

export interface PatienceOptions {
  clock: Clock;
  settings: Pick<RelaySettings, 'silenceMs' | 'nudges'>;
  /** It is not the caller's turn: silence does not count. */
  isBusy(): boolean;
  /** A tool is at work; the caller waits for it. */
  isWorking(): boolean;
  /** Until the bot's words have been spoken, in milliseconds. */
  remainingMs(): number;
  say(which: keyof SpokenWords): void;
  onNoAnswer(): void;
}

/** Waits for the caller, asks whether they are there, and gives up when they do not answer. */
export class Patience {
  /** An answer was given in part, by this session or the one before, and nothing was said since. */
  isCutOff = false;
  #nudges = 0;
  readonly #silence: Silence;

  constructor(readonly options: PatienceOptions) {
    this.#silence = new Silence(options.clock, options.settings.silenceMs, () => this.#onSilence());
  }

  /** The caller's turn: silence counts from when the bot has stopped speaking, and not before so many milliseconds. */
  listen(inMilliseconds = 0): void {
    const { isBusy, remainingMs } = this.options;
    if (isBusy()) return;
    this.#silence.begin(Math.max(inMilliseconds, remainingMs()), this.isCutOff ? CUT_OFF_MS : undefined);
  }

  /** The caller has said something. */
  begin(): void {
    this.isCutOff = false;
    this.#nudges = 0;
  }

  stop(): void {
    this.#silence.stop();
  }

  #onSilence(): void {
    const { settings, isBusy, isWorking, say, onNoAnswer } = this.options;
    if (isBusy()) return;
    if (isWorking()) this.listen();
    else if (this.isCutOff) {
      this.isCutOff = false;
      say('back');
    } else if (this.#nudges >= settings.nudges) onNoAnswer();
    else {
      this.#nudges += 1;
      say(this.#nudges === 1 ? 'areYouThere' : 'stillThere');
    }
  }
}
