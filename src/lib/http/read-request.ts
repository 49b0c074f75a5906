import { badRequest, RequestError } from './errors';

export interface IncomingRequest {
  /** The Origin header of a browser; anything else can forge it. */
  origin: string | undefined;
  /** What the caller sent, own properties alone, without the platform's `request`. */
  fields: Record<string, unknown>;
}

/**
 * The platform merges headers (as `request`), query and body into one event, so a body field named `request` replaces
 * the headers. Nothing here is proof of anything.
 *
 * @throws RequestError 400 request_forged, 405 method_not_allowed, 415 content_type_not_json
 */
export function readRequest(event: object, byTwilio: boolean): IncomingRequest {
  const own = Object.entries(event);
  const request = own.find(([name]) => name === 'request')?.[1];
  const fields = Object.fromEntries(own.filter(([name]) => name !== 'request'));
  const headers = readHeaders(request);
  if (byTwilio) return { origin: undefined, fields };
  const contentType = headers['content-type'];
  if (contentType === undefined) {
    throw new RequestError(405, 'method_not_allowed', 'Send a POST request with a JSON body.');
  }
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    throw new RequestError(415, 'content_type_not_json', 'Send the header Content-Type: application/json.');
  }
  return { origin: headers.origin, fields };
}

/** Handlers before 1.2.0 give no headers; a `request` of another shape came from the caller. */
function readHeaders(request: unknown): { [name: string]: string | undefined } {
  if (request === undefined) return {};
  const headers = (request as { headers?: unknown } | null)?.headers;
  const genuine = isPlainObject(request) && isPlainObject(headers) && isPlainObject(request.cookies);
  if (!genuine) throw badRequest('request_forged', 'A field named `request` is not allowed.');
  const single = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(single);
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
