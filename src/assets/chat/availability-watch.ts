import { ApiError } from './api-error';
import type { AvailabilityResponse } from './api-types';

export interface AvailabilityWatchOptions {
  fetchAvailability: () => Promise<AvailabilityResponse>;
  onAvailability: (availability: AvailabilityResponse) => void;
}

/** After an answer that did not come, unless the server has named a time. */
const RETRY_SECONDS = 30;
const SHORTEST_SECONDS = 2;

/** Asks for availability as often as the server wants to be asked, while somebody looks. */
export class AvailabilityWatch {
  readonly #options: AvailabilityWatchOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One for each time that somebody looks: an answer that comes after they looked away belongs to nobody. */
  #watch: object | undefined;

  constructor(options: AvailabilityWatchOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#watch) return;
    this.#watch = {};
    void this.#ask(this.#watch);
  }

  stop(): void {
    this.#watch = undefined;
    clearTimeout(this.#timer);
  }

  async #ask(watch: object): Promise<void> {
    const { fetchAvailability, onAvailability } = this.#options;
    const seconds = await fetchAvailability().then((availability) => {
      if (watch === this.#watch) onAvailability(availability);
      return availability.pollAfterSeconds;
    }, retrySeconds);
    if (watch !== this.#watch) return;
    this.#timer = setTimeout(() => void this.#ask(watch), Math.max(seconds, SHORTEST_SECONDS) * 1000);
  }
}

const retrySeconds = (error: unknown): number =>
  Math.max(RETRY_SECONDS, error instanceof ApiError ? (error.retryAfterMs ?? 0) / 1000 : 0);
