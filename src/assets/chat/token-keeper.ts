import type { Client } from '@twilio/conversations';
import { ApiError } from './api-error';

export interface TokenKeeperOptions {
  /** Asks our `/token`. Rejects with ApiError. */
  fetchToken: () => Promise<string>;
  /** Hands it to the SDK. */
  updateToken: (token: string) => Promise<void>;
  /** The session or the conversation is over: no token any more. */
  onRefused: (error: ApiError) => void;
  wait?: (milliseconds: number) => Promise<void>;
}

type SocketState = Client['connectionState'];

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Keeps a valid Access Token in the SDK. A token is fetched when the SDK warns, and whenever its socket has come to
 * rest without our doing (expired while the laptop slept, refused). The SDK loses a token that it gets while the old
 * socket is closing, and hangs: so a new one is handed over before that or after it, never during.
 */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  #state: SocketState | undefined;
  #token: string | undefined;
  #fetching = false;
  #stopped = false;
  #refusals = 0;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /** The SDK's `tokenAboutToExpire`. */
  tokenAboutToExpire(): void {
    void this.#fetch();
  }

  /**
   * A better token than the one with which the SDK connects is there already. It waits for the connection: what the SDK
   * gets before that would make it connect again after it was shut down.
   */
  replace(token: string): void {
    this.#token = token;
    if (this.#state === 'connected') this.#handOver();
  }

  /** The SDK's `connectionStateChanged`. */
  connectionStateChanged(state: SocketState): void {
    this.#state = state;
    if (state === 'connected') {
      this.#refusals = 0;
      this.#handOver();
    }
    if (state === 'disconnected' || state === 'denied') {
      if (this.#token) this.#handOver();
      else void this.#fetch();
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  async #fetch(): Promise<void> {
    if (this.#fetching || this.#stopped) return;
    this.#fetching = true;
    const wait = this.#options.wait ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
    for (let pause = FIRST_WAIT_MS * this.#refusals; !this.#token && !this.#stopped; ) {
      if (pause > 0) await wait(pause);
      try {
        this.#token = await this.#options.fetchToken();
      } catch (error) {
        if (error instanceof ApiError && !error.retryable) {
          this.#stopped = true;
          this.#options.onRefused(error);
        }
        const asked = error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0;
        pause = Math.max(Math.min(Math.max(pause * 2, FIRST_WAIT_MS), LONGEST_WAIT_MS), asked);
      }
    }
    this.#fetching = false;
    this.#handOver();
  }

  #handOver(): void {
    if (!this.#token || this.#stopped || this.#state === 'disconnecting') return;
    const token = this.#token;
    this.#token = undefined;
    if (this.#state === 'denied') this.#refusals += 1;
    // Not awaited: its promise never settles when the socket closes underneath; the next state change repairs that.
    this.#options.updateToken(token).catch(() => undefined);
  }
}
