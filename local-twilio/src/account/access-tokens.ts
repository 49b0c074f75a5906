import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Account } from './account';

export interface AccessTokenClaims {
  accountSid: string;
  identity: string;
  /** Seconds since 1970. */
  expiresAt: number;
  grants: Record<string, Record<string, unknown> | undefined>;
}

/** Twilio's own codes: https://www.twilio.com/docs/api/errors (201xx). */
export class AccessTokenError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Checks an Access Token as Twilio does: issuer, signature, expiry, account. Throws AccessTokenError. */
export function verifyAccessToken(token: string, account: Account): AccessTokenClaims {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const head = decode(header);
  const claims = decode(payload);
  if (head.alg !== 'HS256' || !String(head.cty ?? '').startsWith('twilio-fpa')) {
    throw new AccessTokenError(20102, 'Invalid Access Token header');
  }
  if (claims.iss !== account.apiKey || claims.sub !== account.accountSid) {
    throw new AccessTokenError(20103, 'Invalid Access Token issuer/subject');
  }
  const expected = createHmac('sha256', account.apiSecret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new AccessTokenError(20107, 'Invalid Access Token signature');
  }
  const expiresAt = Number(claims.exp);
  if (!(expiresAt > Date.now() / 1000)) {
    throw new AccessTokenError(20104, 'Access Token expired or expiration date invalid');
  }
  // https://www.twilio.com/docs/iam/access-tokens: at most 24 hours.
  const issuedAt = Number(claims.iat ?? claims.nbf ?? Date.now() / 1000);
  if (expiresAt - issuedAt > 24 * 3600) {
    throw new AccessTokenError(20157, 'Expiration Time in the Access Token Exceeds Maximum Time Allowed');
  }
  const grants = claims.grants as AccessTokenClaims['grants'] & { identity?: string };
  if (!grants?.identity) throw new AccessTokenError(20106, 'Invalid Access Token grants');
  return { accountSid: account.accountSid, identity: String(grants.identity), expiresAt, grants };
}

function decode(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (value && typeof value === 'object') return value as Record<string, unknown>;
  } catch {
    // answered below
  }
  throw new AccessTokenError(20101, 'Invalid Access Token');
}
