import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { type Interval, timeCovered } from './intervals';

const TWILIO = /(^|\.)twilio\.com$/;

/**
 * Sees every HTTPS request of this process to *.twilio.com, from the end of its sending to the head of its answer. What
 * the helper library does before and after that is ours, not Twilio's.
 */
export class UpstreamClock {
  readonly #sent = new Map<ClientRequest, number>();
  #answered: Interval[] = [];

  constructor() {
    subscribe('http.client.request.start', (message) => {
      const { request } = message as { request: ClientRequest };
      if (TWILIO.test(request.host)) this.#sent.set(request, performance.now());
    });
    subscribe('http.client.response.finish', (message) => {
      const { request } = message as { request: ClientRequest };
      const start = this.#sent.get(request);
      if (start === undefined) return;
      this.#sent.delete(request);
      this.#answered.push({ start, end: performance.now() });
    });
  }

  /** Milliseconds of `work`, and how many of them at least one upstream call was under way. */
  async time(work: () => Promise<unknown>): Promise<TimedRequest> {
    this.#answered = [];
    const started = performance.now();
    await work();
    const total = performance.now() - started;
    return { total, upstream: timeCovered(this.#answered), calls: this.#answered.length };
  }
}

export interface TimedRequest {
  total: number;
  upstream: number;
  calls: number;
}
