import type { Deadline } from '../http/deadline';
import { toUpstreamError, UpstreamError } from './upstream-error';

/** One attempt gets at most this; a 10-second Function has room for a second one. */
const ATTEMPT_MS = 3000;
const FIRST_PAUSE_MS = 150;
const ATTEMPTS = 3;

export interface UpstreamOptions {
  deadline: Deadline;
  /** Waits; tests pass their own. */
  pause?: (milliseconds: number) => Promise<void>;
  /** 0 to 1, for the jitter. */
  random?: () => number;
}

/** Every call to Twilio goes through here: a time limit each, retries with jitter inside the deadline, a count for the log. */
export class Upstream {
  calls = 0;
  readonly deadline: Deadline;
  readonly #pause: (milliseconds: number) => Promise<void>;
  readonly #random: () => number;

  constructor({ deadline, pause = wait, random = Math.random }: UpstreamOptions) {
    this.deadline = deadline;
    this.#pause = pause;
    this.#random = random;
  }

  /**
   * Calls Twilio. Repeats after 429; after 5xx, time-outs and cut connections only when `idempotent`, since Twilio may
   * have done the work. Throws UpstreamError.
   */
  async call<Result>(idempotent: boolean, attempt: () => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      try {
        this.calls += 1;
        return await this.#withinLimit(attempt);
      } catch (thrown) {
        const error = toUpstreamError(thrown);
        const pause = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + this.#random());
        const mayRepeat = error.kind === 'unavailable' && (idempotent || !error.ambiguous);
        if (!mayRepeat || tries === ATTEMPTS || this.deadline.remaining() < pause + ATTEMPT_MS / 10) throw error;
        await this.#pause(pause);
      }
    }
  }

  async #withinLimit<Result>(attempt: () => Promise<Result>): Promise<Result> {
    const limit = Math.min(ATTEMPT_MS, this.deadline.remaining());
    const late = new UpstreamError('unavailable', 0, 0, true, `No answer within ${limit} ms`);
    if (limit === 0) throw late;
    let timer: NodeJS.Timeout | undefined;
    const expiry = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late), limit);
    });
    try {
      return await Promise.race([attempt(), expiry]);
    } finally {
      clearTimeout(timer);
    }
  }
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
