import type { SpeechClock } from './playback';

/** One sentence of the caller. */
export interface Utterance {
  begin(): void;
  /** So much was said of it. Not called for the whole. */
  partly(words: number): void;
  end(): void;
  words: number;
}

/** Speaks one sentence after the other, each in its time. */
export class CallerSpeech {
  #waiting: Utterance[] = [];
  #timer: { cancel(): void } | undefined;

  constructor(
    private readonly clock: SpeechClock,
    private readonly wordsPerMinute: number,
  ) {}

  say(utterance: Utterance): void {
    if (this.wordsPerMinute === 0) {
      utterance.begin();
      for (let word = 1; word < utterance.words; word += 1) utterance.partly(word);
      utterance.end();
      return;
    }
    this.#waiting.push(utterance);
    if (!this.#timer) this.#next();
  }

  stop(): void {
    this.#waiting = [];
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #next(): void {
    const utterance = this.#waiting.shift();
    if (!utterance) return;
    utterance.begin();
    this.#wait(utterance, 1);
  }

  #wait(utterance: Utterance, word: number): void {
    this.#timer = this.clock.after(60_000 / this.wordsPerMinute, () => {
      this.#timer = undefined;
      if (word < utterance.words) {
        utterance.partly(word);
        this.#wait(utterance, word + 1);
        return;
      }
      utterance.end();
      if (!this.#timer) this.#next();
    });
  }
}
