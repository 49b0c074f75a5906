import { createHmac, timingSafeEqual } from 'node:crypto';
import { badRequest, unauthorized } from '../http/errors';

/** How far a signature's time may be from ours. Within it a repeat is possible: docs/security.md says what it can do. */
const TOLERANCE_SECONDS = 300;
const SIGNATURE = /^t=(\d{1,12})((?:,v1=[0-9a-f]{64}){1,5})$/;

export interface SignedBody {
  /** SERVER_SECRETS, newest first; undefined: servers are not let in. */
  secrets: readonly string[] | undefined;
  /** Of the endpoint, with its slash: what is signed for one is worth nothing at another. */
  path: string;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * A server shows who it is in the body, `{payload, signature}`: a Function sees neither the raw body, nor headers that a
 * body field could not replace. `payload` is the JSON text of the input; `signature` is `t=<unix seconds>,v1=<hex>`, with
 * the HMAC-SHA256 of `<t>.<path>.<payload>`. More than one `v1` is fine, while keys change.
 *
 * @returns the fields of the payload; undefined when the body is not a signed one
 * @throws RequestError 400 server_off, 400 server_payload_invalid, 401 server_signature_expired, 401 server_signature_invalid
 */
export function openSignedBody(
  fields: Record<string, unknown>,
  { secrets, path, now }: SignedBody,
): Record<string, unknown> | undefined {
  if (!Object.hasOwn(fields, 'signature')) return undefined;
  if (!secrets) throw badRequest('server_off', 'Calls of servers are off. Set SERVER_SECRETS to use them.');
  const { payload, signature, ...others } = fields;
  const [, time, digests] = (typeof signature === 'string' && SIGNATURE.exec(signature)) || [];
  if (typeof payload !== 'string' || time === undefined || digests === undefined || Object.keys(others).length > 0) {
    throw unauthorized(
      'server_signature_invalid',
      'Send exactly `payload`, the JSON text of the input, and `signature`, as t=<unix seconds>,v1=<hex HMAC-SHA256>.',
    );
  }
  const given = digests.split(',v1=').slice(1);
  const right = secrets.map((secret) => signatureDigest(secret, `${time}.${path}.${payload}`));
  if (!given.some((digest) => right.some((expected) => equal(digest, expected)))) {
    throw unauthorized(
      'server_signature_invalid',
      `The signature does not fit: sign <t>.${path}.<payload> with a key of SERVER_SECRETS, payload exactly as it is sent.`,
    );
  }
  // Looked at last: only who has a key learns that the clock is the reason.
  if (Math.abs(now / 1000 - Number(time)) > TOLERANCE_SECONDS) {
    throw unauthorized(
      'server_signature_expired',
      `The signature's time is more than ${TOLERANCE_SECONDS} seconds from ours. Sign each request anew, and set the clock.`,
    );
  }
  return parsePayload(payload);
}

/** Admits servers that sign what they send. */
export const byServer = { kind: 'server', open: openSignedBody } as const;

/** Hex HMAC-SHA256. */
export const signatureDigest = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

const equal = (one: string, other: string) => timingSafeEqual(Buffer.from(one, 'hex'), Buffer.from(other, 'hex'));

function parsePayload(payload: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(payload);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value));
    }
  } catch {
    // Said below.
  }
  throw badRequest('server_payload_invalid', '`payload` must be the JSON text of an object.');
}
