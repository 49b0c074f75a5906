import { setTimeout as pause } from 'node:timers/promises';

/** How a run waits. Milliseconds. */
export interface Pace {
  /** Between two looks at what has no event of its own. */
  lookMs: number;
  /** After so long without a sign of it, something does not happen. */
  quietMs: number;
  /** What has not happened by then has failed. */
  limitMs: number;
}

/** A real account is far away, and its webhooks take a second or two. */
export const REAL_PACE: Pace = { lookMs: 500, quietMs: 8000, limitMs: 45_000 };
export const LOCAL_PACE: Pace = { lookMs: 25, quietMs: 500, limitMs: 12_000 };

/** Waits for what happens at Twilio, and for what does not; ends at once when the run is broken off. */
export class Patience {
  constructor(
    private readonly pace: Pace,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Looks again and again until there is something.
   *
   * @param what for the message: `the agent gets an offer`
   * @throws Error when it is not there within the limit, or the run was broken off
   */
  async until<Found>(what: string, find: () => Found | undefined | false | Promise<Found | undefined | false>) {
    const found = await this.#within(this.pace.limitMs, find);
    if (found === undefined) throw new Error(`Did not happen within ${this.pace.limitMs / 1000} s: ${what}`);
    return found;
  }

  /** Looks for as long as something usually takes; undefined: it did not happen. */
  soon<Found>(find: () => Found | undefined | false | Promise<Found | undefined | false>): Promise<Found | undefined> {
    return this.#within(this.pace.quietMs, find);
  }

  async pause(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.signal });
  }

  async #within<Found>(
    limitMs: number,
    find: () => Found | undefined | false | Promise<Found | undefined | false>,
  ): Promise<Found | undefined> {
    const end = Date.now() + limitMs;
    for (;;) {
      this.signal.throwIfAborted();
      const found = await find();
      if (found !== undefined && found !== false) return found;
      if (Date.now() > end) return undefined;
      await this.pause(this.pace.lookMs);
    }
  }
}
