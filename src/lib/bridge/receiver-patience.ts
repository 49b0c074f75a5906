/** The receiver gets at most this to answer. */
const LONGEST_MS = 3000;
/** For so long after it has not answered it gets less. */
const WARY_MS = 10_000;
const WARY_LONGEST_MS = 500;

/**
 * How long a container waits for the receiver. Twilio runs 30 executions at once for all Functions: a receiver that is
 * silent must not hold them all, with each message for seconds.
 */
export class ReceiverPatience {
  #waryUntil = 0;

  /**
   * @param now milliseconds since 1970
   * @param atTheEnd nothing comes after this: always in full
   * @returns milliseconds
   */
  longest(now: number, atTheEnd: boolean): number {
    return atTheEnd || now >= this.#waryUntil ? LONGEST_MS : WARY_LONGEST_MS;
  }

  /** It did not answer in that time. */
  wasSilent(now: number): void {
    this.#waryUntil = now + WARY_MS;
  }

  answered(): void {
    this.#waryUntil = 0;
  }
}
