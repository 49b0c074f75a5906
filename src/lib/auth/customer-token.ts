import { type CryptoKey, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as v from 'valibot';
import { unauthorized } from '../http/errors';

const Claims = v.object({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  exp: v.number(),
  name: v.optional(v.pipe(v.string(), v.maxLength(100))),
});

/** A customer whom the company's own back end vouches for. */
export interface VerifiedCustomer {
  subject: string;
  name: string | undefined;
}

/** Where the key comes from and which algorithms it is for: a shared secret, or a JWKS. */
export interface CustomerTokenKey {
  algorithms: string[];
  key: Uint8Array | CryptoKey | JWTVerifyGetKey;
}

export const sharedSecret = (secret: string): CustomerTokenKey => ({
  algorithms: ['HS256'],
  key: new TextEncoder().encode(secret),
});

/** A leaked token must not open chats for ever. */
const MAXIMUM_LIFETIME_SECONDS = 24 * 3600;

/**
 * Verifies the JWT with which a company's back end says who the customer is.
 *
 * @throws RequestError 401 customer_token_expired, 401 customer_token_invalid
 */
export async function verifyCustomerToken(
  { algorithms, key }: CustomerTokenKey,
  token: string,
  now: number,
): Promise<VerifiedCustomer> {
  const payload = await verify(algorithms, key, token, now);
  const claims = v.safeParse(Claims, payload);
  if (!claims.success) {
    throw unauthorized(
      'customer_token_invalid',
      'The customer token needs the claims sub (1 to 256 characters) and exp.',
    );
  }
  const { sub, exp, name } = claims.output;
  if (exp - now / 1000 > MAXIMUM_LIFETIME_SECONDS) {
    throw unauthorized('customer_token_invalid', 'The customer token lives longer than 24 hours. Sign a shorter one.');
  }
  return { subject: sub, name };
}

async function verify(
  algorithms: string[],
  key: CustomerTokenKey['key'],
  token: string,
  now: number,
): Promise<JWTPayload> {
  try {
    const options = { algorithms, currentDate: new Date(now) };
    const { payload } =
      typeof key === 'function' ? await jwtVerify(token, key, options) : await jwtVerify(token, key, options);
    return payload;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_JWT_EXPIRED') {
      throw unauthorized('customer_token_expired', 'The customer token has expired. Let your back end sign a new one.');
    }
    throw unauthorized(
      'customer_token_invalid',
      'The customer token is not signed with CUSTOMER_TOKEN_SECRET (HS256).',
    );
  }
}
