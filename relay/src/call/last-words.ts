import type { Clock, Timer } from '../clock';
import type { Speech } from './speech';

/** Voices differ, and the network takes its time. */
const PATIENCE_MS = 1_000;
const LONGEST_WAIT_MS = 20_000;

/** Waits until the words that were sent last have been spoken: what ends the call before would cut them. */
export class LastWords {
  #timer: Timer | undefined;
  #halfwayAt = 0;
  #isSpeaking = false;
  #isOver = false;

  constructor(
    readonly clock: Clock,
    readonly speech: Speech,
    readonly onSpoken: () => void,
  ) {
    this.wait();
  }

  /** By the clock, from now on. */
  wait(): void {
    if (this.#isOver) return;
    const milliseconds = this.speech.remainingMs;
    this.#halfwayAt = this.clock.now() + milliseconds / 2;
    this.#timer?.cancel();
    this.#timer = this.clock.after(Math.min(milliseconds + PATIENCE_MS, LONGEST_WAIT_MS), () => this.end());
  }

  /** Twilio tells what it has played. */
  played(): void {
    if (this.speech.isPlayed) this.end();
  }

  /**
   * Twilio tells whether the bot is speaking. That it has stopped may still be news of the words before: where it tells
   * what it plays, that is surer.
   */
  speaking(isOn: boolean): void {
    if (this.speech.isTold) return;
    if (isOn) this.#isSpeaking = true;
    else if (this.#isSpeaking || this.clock.now() >= this.#halfwayAt) this.end();
  }

  /** Without waiting any longer. */
  end(): void {
    if (this.#isOver) return;
    this.cancel();
    this.onSpoken();
  }

  cancel(): void {
    this.#isOver = true;
    this.#timer?.cancel();
  }
}
