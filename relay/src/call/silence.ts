import type { Clock, Timer } from '../clock';

/** Tells when nobody has said anything for a while. */
export class Silence {
  #timer: Timer | undefined;

  /** @param milliseconds of silence; 0 is never */
  constructor(
    readonly clock: Clock,
    readonly milliseconds: number,
    readonly onSilence: () => void,
  ) {}

  /** Counts anew, from so many milliseconds on; by another patience where one is told. */
  begin(inMilliseconds = 0, milliseconds = this.milliseconds): void {
    this.stop();
    if (milliseconds > 0) this.#timer = this.clock.after(inMilliseconds + milliseconds, this.onSilence);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
