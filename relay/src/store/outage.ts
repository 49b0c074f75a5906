import type { Clock } from '../clock';
import type { Log } from '../log';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
/** Shorter ones are waited for where it matters. */
const LONG_MS = 3000;
const LONGEST_REASON = 200;

/**
 * Whether Sync answers. While it does not, nobody waits for it: calls live on in memory, and now and then somebody tries
 * again. The log has its beginning and its end, not every failure.
 */
export class Outage {
  #since: number | undefined;
  #waitMs = FIRST_WAIT_MS;
  #nextTry = 0;

  constructor(
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  get isOn(): boolean {
    return this.#since !== undefined;
  }

  get isLong(): boolean {
    return this.#since !== undefined && this.clock.now() - this.#since > LONG_MS;
  }

  /** Milliseconds until somebody may try. */
  get waitMs(): number {
    return Math.max(0, this.#nextTry - this.clock.now());
  }

  /** May it be asked? In an outage one may, each time when the wait is over. */
  mayTry(): boolean {
    if (!this.isOn) return true;
    if (this.waitMs > 0) return false;
    this.#nextTry = this.clock.now() + this.#waitMs;
    return true;
  }

  failed(error: unknown): void {
    if (this.#since === undefined) {
      this.#since = this.clock.now();
      this.#waitMs = FIRST_WAIT_MS;
      this.log('warn', 'sync-outage', { reason: reasonOf(error) });
    } else {
      this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
    }
    this.#nextTry = this.clock.now() + this.#waitMs;
  }

  answered(): void {
    if (this.#since === undefined) return;
    this.log('info', 'sync-answers-again', { afterMs: this.clock.now() - this.#since });
    this.#since = undefined;
  }
}

/** What the helper library says of a failure. */
function reasonOf(error: unknown): string {
  const { status, code, message } = error as { status?: unknown; code?: unknown; message?: unknown };
  return [status, code, message].filter(Boolean).join(' ').slice(0, LONGEST_REASON);
}
