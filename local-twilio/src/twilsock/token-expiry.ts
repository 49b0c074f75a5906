/** setTimeout overflows beyond. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Warns before an Access Token expires, and says when it has. By the real time: tokens are minted by others. */
export class TokenExpiry {
  #timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly warningSeconds: number,
    private readonly onWarning: () => void,
    private readonly onExpiry: () => void,
  ) {}

  /** `expiresAt` in seconds since 1970. Replaces the token that was watched. */
  watch(expiresAt: number): void {
    this.stop();
    const left = expiresAt * 1000 - Date.now();
    this.#timers = [
      setTimeout(this.onWarning, wait(left - this.warningSeconds * 1000)).unref(),
      setTimeout(this.onExpiry, wait(left)).unref(),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }
}

const wait = (milliseconds: number) => Math.min(Math.max(0, milliseconds), LONGEST_WAIT_MS);
