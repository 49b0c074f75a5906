/** One REST request to us, or one webhook from us. What the OpenAPI check and `GET /_local/requests` read. */
export interface LoggedRequest {
  direction: 'rest' | 'webhook';
  at: string;
  method: string;
  /** With the Twilio host, as the caller meant it: https://conversations.twilio.com/v1/… */
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string;
  /** 0: the connection was cut, or nobody answered. */
  status: number;
  responseBody: unknown;
  milliseconds: number;
}

const KEPT = 5000;

export class RequestLog {
  #entries: LoggedRequest[] = [];
  #listeners = new Set<(entry: LoggedRequest) => void>();

  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
    if (this.#entries.length > KEPT) this.#entries.shift();
    for (const listener of this.#listeners) listener(entry);
  }

  all(): LoggedRequest[] {
    return [...this.#entries];
  }

  clear(): void {
    this.#entries = [];
  }

  onEntry(listener: (entry: LoggedRequest) => void): void {
    this.#listeners.add(listener);
  }
}
