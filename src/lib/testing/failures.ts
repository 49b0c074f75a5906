import { UpstreamError } from '../twilio/upstream-error';

/** A 4xx: asked again, Twilio says the same. */
export const refused = (status = 400, code = 20001) =>
  new UpstreamError('refused', status, code, false, 'Refused by Twilio');

/** 429 until the time was up: nothing was done. */
export const throttled = () => new UpstreamError('unavailable', 429, 20429, false, 'Too many requests');

/** No answer until the time was up: it may have been done. */
export const unanswered = () => new UpstreamError('unavailable', 0, 0, true, 'No answer within 3000 ms');
