import type { Clock, Timer } from '../account/clock';

/** Timers by name: a new one of the same name replaces the old. */
export class Timers {
  readonly #timers = new Map<string, Timer>();

  constructor(private readonly clock: Clock) {}

  start(name: string, seconds: number, run: () => void): void {
    this.cancel(name);
    const timer = this.clock.after(seconds * 1000, () => {
      this.#timers.delete(name);
      run();
    });
    this.#timers.set(name, timer);
  }

  cancel(...names: string[]): void {
    for (const name of names) {
      this.#timers.get(name)?.cancel();
      this.#timers.delete(name);
    }
  }
}
