import type { Clock, Timer } from '../clock';

/** Time that passes when a test says so. */
export class TestClock implements Clock {
  #now = Date.parse('2026-11-20T09:00:00Z');
  #pending = new Set<{ due: number; run: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): Timer {
    const pending = { due: this.#now + milliseconds, run };
    this.#pending.add(pending);
    return { cancel: () => this.#pending.delete(pending) };
  }

  /** How many timers run. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Fires what falls due, in order, and lets everything that follows from it happen. */
  async advance(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#pending].sort((a, b) => a.due - b.due);
      if (!next || next.due > until) break;
      this.#pending.delete(next);
      this.#now = next.due;
      next.run();
      await allDone();
    }
    this.#now = until;
    await allDone();
  }
}

/** Lets promises and immediates run that are due. */
export async function allDone(): Promise<void> {
  for (let round = 0; round < 4; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
