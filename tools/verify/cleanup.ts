import { within } from './within';

/** A connection that was lost must not keep the rest from being removed. */
const LIMIT_MS = 30_000;

/** What a run has made and must take away again: last made, first removed, whatever fails on the way. */
export class Cleanup {
  readonly problems: string[] = [];
  #undoings: { what: string; undo: () => Promise<unknown> }[] = [];

  /** @param limitMs milliseconds for each thing */
  constructor(private readonly limitMs = LIMIT_MS) {}

  /** @param what for the person who may have to do it by hand: `worker WK…` */
  add(what: string, undo: () => Promise<unknown>): void {
    this.#undoings.push({ what, undo });
  }

  /** Nothing is thrown: what could not be removed stands in `problems`. */
  async run(): Promise<void> {
    for (let next = this.#undoings.pop(); next; next = this.#undoings.pop()) {
      const { what, undo } = next;
      try {
        await within(this.limitMs, undo());
      } catch (error) {
        if (!isGone(error)) this.problems.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}

/** Somebody else, or Twilio, was faster. */
export const isGone = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, 'status') === 404;
