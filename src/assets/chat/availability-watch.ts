import type { AvailabilityResponse } from './api-types';

export interface AvailabilityWatchOptions {
  fetchAvailability: () => Promise<AvailabilityResponse>;
  onAvailability: (availability: AvailabilityResponse) => void;
}

/** After an answer that did not come. */
const RETRY_SECONDS = 30;
const SHORTEST_SECONDS = 2;

/** Asks for availability as often as the server wants to be asked, while somebody looks. */
export class AvailabilityWatch {
  readonly #options: AvailabilityWatchOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watching = false;

  constructor(options: AvailabilityWatchOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#watching) return;
    this.#watching = true;
    void this.#ask();
  }

  stop(): void {
    this.#watching = false;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const answer = await this.#options.fetchAvailability().catch(() => undefined);
    if (!this.#watching) return;
    if (answer) this.#options.onAvailability(answer);
    const seconds = Math.max(answer?.pollAfterSeconds ?? RETRY_SECONDS, SHORTEST_SECONDS);
    this.#timer = setTimeout(() => void this.#ask(), seconds * 1000);
  }
}
