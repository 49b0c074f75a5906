import type { Clock, Timer } from '../clock';

const LONGEST_INPUT = 32;

export interface KeypadOptions {
  clock: Clock;
  /** Asks for an agent when it is the first of an input; empty for none. */
  agentKey: string;
  /** Between two keys; then the input counts as complete. */
  betweenKeysMs: number;
  onAgent(): void;
  /** All that was typed, without the `#` that completes it. */
  onInput(keys: string): void;
}

/** What a caller types on the telephone. It may be a card's number: nothing here writes it anywhere. */
export class Keypad {
  #typed = '';
  #timer: Timer | undefined;

  constructor(readonly options: KeypadOptions) {}

  press(key: string): void {
    const { clock, agentKey, betweenKeysMs, onAgent } = this.options;
    this.#timer?.cancel();
    if (this.#typed === '' && key === agentKey) {
      onAgent();
      return;
    }
    if (key !== '#') this.#typed += key;
    if (key === '#' || this.#typed.length >= LONGEST_INPUT) this.complete();
    else this.#timer = clock.after(betweenKeysMs, () => this.complete());
  }

  /** Keys are being typed. */
  get isBusy(): boolean {
    return this.#typed !== '';
  }

  stop(): void {
    this.#timer?.cancel();
    this.#typed = '';
  }

  /** What was typed so far is all. */
  complete(): void {
    const keys = this.#typed;
    this.stop();
    if (keys !== '') this.options.onInput(keys);
  }
}
