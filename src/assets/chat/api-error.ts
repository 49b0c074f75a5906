export interface ApiErrorDetails {
  /** Ours, such as `conversation_closed`; `network` and `bad_answer` when there was no usable answer. */
  code: string;
  message: string;
  /** 0: no answer arrived. */
  status: number;
  /** Names the request in the logs, for support. */
  requestId?: string;
  /** From Retry-After. */
  retryAfterMs?: number;
}

/** A refusal or failure of one of our endpoints. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(details: ApiErrorDetails) {
    super(details.message);
    this.name = 'ApiError';
    this.code = details.code;
    this.status = details.status;
    this.requestId = details.requestId;
    this.retryAfterMs = details.retryAfterMs;
  }

  /**
   * True when the same request may succeed later: no answer, too many requests, a failure of the server, or an answer
   * that is not ours, such as the page of a hotel's network.
   */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500 || this.code === 'bad_answer';
  }
}
