export interface Timer {
  cancel(): void;
}

interface Pending {
  due: number;
  run: () => void;
}

/**
 * The time by which timers, time-outs and TTLs run. `speed` makes them run faster, `advance` fires them at once.
 * Access Tokens do not follow it: they are minted by others, by the real time.
 */
export class Clock {
  #offset = 0;
  #pending = new Set<Pending>();
  #driver: NodeJS.Timeout | undefined;

  constructor(readonly speed = 1) {}

  /** Milliseconds since 1970, moved on by every `advance`. */
  now(): number {
    return Date.now() + this.#offset;
  }

  isoNow(): string {
    return new Date(this.now()).toISOString();
  }

  /** Runs `run` after so many milliseconds (divided by `speed`). */
  after(milliseconds: number, run: () => void): Timer {
    const pending: Pending = { due: this.now() + milliseconds / this.speed, run };
    this.#pending.add(pending);
    this.#drive();
    return { cancel: () => this.#pending.delete(pending) };
  }

  /** Moves the clock on and fires what falls due, in order, also what those timers start. */
  advance(milliseconds: number): void {
    const until = this.now() + milliseconds;
    for (let next = this.#next(); next && next.due <= until; next = this.#next()) {
      this.#offset += Math.max(0, next.due - this.now());
      this.#pending.delete(next);
      next.run();
    }
    this.#offset += Math.max(0, until - this.now());
  }

  stop(): void {
    this.#pending.clear();
    clearTimeout(this.#driver);
  }

  #next(): Pending | undefined {
    let first: Pending | undefined;
    for (const pending of this.#pending) if (!first || pending.due < first.due) first = pending;
    return first;
  }

  #drive(): void {
    clearTimeout(this.#driver);
    const next = this.#next();
    if (!next) return;
    // setTimeout overflows at 2^31 ms (24 days).
    const wait = Math.min(Math.max(0, next.due - this.now()), 2 ** 31 - 1);
    this.#driver = setTimeout(() => {
      this.advance(0);
      this.#drive();
    }, wait);
    this.#driver.unref();
  }
}
