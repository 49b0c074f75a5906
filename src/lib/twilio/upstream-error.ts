/**
 * What Twilio answered instead of success.
 * `refused`: a 4xx, the same request will be refused again. `unavailable`: 429, 5xx, a time-out or a cut connection;
 * then `ambiguous` says that Twilio may have done the work all the same.
 */
export class UpstreamError extends Error {
  constructor(
    readonly kind: 'refused' | 'unavailable',
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    /** Twilio's error code, https://www.twilio.com/docs/api/errors; 0 when there was none. */
    readonly code: number,
    readonly ambiguous: boolean,
    message: string,
  ) {
    super(message);
    this.name = 'UpstreamError';
  }
}

/** Turns what the helper library throws (RestException, axios and socket errors) into an UpstreamError. */
export function toUpstreamError(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const {
    status = 0,
    code = 0,
    message = String(error),
  } = error as { status?: number; code?: unknown; message?: string };
  const twilioCode = typeof code === 'number' ? code : 0;
  if (status === 429) return new UpstreamError('unavailable', status, twilioCode, false, message);
  if (status >= 400 && status < 500) return new UpstreamError('refused', status, twilioCode, false, message);
  return new UpstreamError('unavailable', status, twilioCode, true, message);
}

/** Did Twilio refuse, with one of these error codes or, where a code is not certain, statuses? None given: any. */
export function isRefusal(error: unknown, ...codesOrStatuses: number[]): error is UpstreamError {
  if (!(error instanceof UpstreamError) || error.kind !== 'refused') return false;
  return codesOrStatuses.length === 0 || codesOrStatuses.includes(error.code) || codesOrStatuses.includes(error.status);
}

/** For `.then(…, here)` and `.catch(here)`: a refusal with one of these is an answer, undefined; all else is thrown on. */
export function undefinedWhenRefused(...codesOrStatuses: number[]) {
  return (error: unknown): undefined => {
    if (isRefusal(error, ...codesOrStatuses)) return undefined;
    throw error;
  };
}
