/**
 * An answer other than success, with a code that says which guard refused and a message that says what to do.
 * `retryable`: the same request may succeed a moment later; nothing needs to be changed in it.
 */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryable = false,
    /** What `Retry-After` says of a retryable one. */
    readonly retryAfterSeconds = 1,
  ) {
    super(message);
    this.name = 'RequestError';
  }
}

export const badRequest = (code: string, message: string) => new RequestError(400, code, message);
export const unauthorized = (code: string, message: string) => new RequestError(401, code, message);
export const forbidden = (code: string, message: string) => new RequestError(403, code, message);
export const conflict = (code: string, message: string) => new RequestError(409, code, message);
export const gone = (code: string, message: string) => new RequestError(410, code, message);

/** @param retryAfterSeconds whole seconds after which the same request may succeed */
export const tooManyRequests = (code: string, message: string, retryAfterSeconds: number) =>
  new RequestError(429, code, message, true, retryAfterSeconds);

/** The message names the variable. */
export const configInvalid = (message: string) => new RequestError(500, 'config_invalid', message);

/** Twilio did not answer, or answered 429 or 5xx, until the time was up. */
export const upstreamUnavailable = () =>
  new RequestError(503, 'upstream_unavailable', 'Twilio did not answer in time. Send the same request again.', true);
