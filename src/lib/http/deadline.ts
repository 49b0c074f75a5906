/** How much time a request has left. Everything that waits asks it first. */
export class Deadline {
  readonly #end: number;

  /** @param milliseconds from now; `now` is the clock, in milliseconds. */
  constructor(
    milliseconds: number,
    private readonly now: () => number = Date.now,
  ) {
    this.#end = now() + milliseconds;
  }

  /** Milliseconds left, never below 0. */
  remaining(): number {
    return Math.max(0, this.#end - this.now());
  }

  /** The same end moved forward: what must be over before the undoing begins. */
  minus(milliseconds: number): Deadline {
    return new Deadline(this.remaining() - milliseconds, this.now);
  }
}
