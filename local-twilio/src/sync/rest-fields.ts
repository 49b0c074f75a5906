import { badRequest, TwilioError } from '../http/errors';
import type { RestRequest } from '../http/routes';

/** https://www.twilio.com/docs/sync/limits */
const MAXIMUM_DATA_BYTES = 16 * 1024;
const MAXIMUM_UNIQUE_NAME = 320;
const MAXIMUM_TTL_SECONDS = 31_536_000;

export function uniqueNameOf(request: RestRequest): string | undefined {
  const uniqueName = request.form.get('UniqueName') || undefined;
  if (uniqueName && uniqueName.length > MAXIMUM_UNIQUE_NAME) {
    throw badRequest(20001, `Invalid parameter UniqueName: more than ${MAXIMUM_UNIQUE_NAME} characters`);
  }
  return uniqueName;
}

export function dataOf(request: RestRequest): unknown {
  const text = request.form.get('Data');
  if (text === undefined) return undefined;
  if (Buffer.byteLength(text) > MAXIMUM_DATA_BYTES) {
    throw new TwilioError(413, 54006, 'Request entity too large: a Document holds at most 16 KiB');
  }
  const data = request.form.json('Data');
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    throw badRequest(54008, 'Invalid JSON: Data must be an object');
  }
  return data;
}

/** Seconds. */
export function ttlOf(request: RestRequest): number | undefined {
  const ttl = request.form.number('Ttl');
  if (ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 0 && ttl <= MAXIMUM_TTL_SECONDS)) {
    throw badRequest(54011, 'Invalid TTL: an integer between 0 and 31536000');
  }
  return ttl;
}
