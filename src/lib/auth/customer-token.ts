import { decodeJwt, decodeProtectedHeader, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';
import * as v from 'valibot';
import type { Config } from '../config';
import { badRequest, RequestError, unauthorized } from '../http/errors';
import { publicKeysAt } from './customer-token-keys';
import type { CustomerTokenProvider } from './customer-token-providers';

/** Stands between issuer and subject, and in neither: no issuer can name a customer of another one. */
const SEPARATOR = '\u0000';

const Claims = v.object({
  sub: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(256),
    v.check((sub) => !sub.includes(SEPARATOR)),
  ),
  exp: v.number(),
  name: v.optional(v.pipe(v.string(), v.maxLength(100))),
});

/** A customer for whom somebody vouches whom the company trusts: its own back end, or a log-in service. */
export interface VerifiedCustomer {
  /** Unique among all who vouch. */
  subject: string;
  name: string | undefined;
}

/** Algorithms of public keys. HS256 is for the shared secret alone: a public key must never pass for a secret. */
const OF_PUBLIC_KEYS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
/** A leaked token must not open chats for ever. */
const MAXIMUM_LIFETIME_SECONDS = 24 * 3600;
/** Clocks of others: a token that was signed just now must not be one of the future. */
const LEEWAY_SECONDS = 5;

type Settings = Pick<Config, 'CUSTOMER_TOKEN_SECRET' | 'CUSTOMER_TOKEN_ISSUERS'>;

/**
 * Verifies the JWT that says who the customer is: signed with the shared secret (HS256), or with a key of one of the
 * providers (by its `iss`). What the token says of itself only chooses by what it is checked.
 *
 * @param now milliseconds since 1970
 * @throws RequestError 400 customer_token_off, 401 customer_token_expired, 401 customer_token_invalid,
 *   503 customer_keys_unavailable
 */
export async function verifyCustomer(config: Settings, token: string, now: number): Promise<VerifiedCustomer> {
  if (!acceptsCustomerTokens(config)) {
    throw badRequest(
      'customer_token_off',
      'Customer tokens are off. Set CUSTOMER_TOKEN_SECRET or CUSTOMER_TOKEN_ISSUERS to use them.',
    );
  }
  const { algorithm, issuer } = look(token);
  if (algorithm === 'HS256') return verifyWithSecret(config.CUSTOMER_TOKEN_SECRET, token, now);
  if (!OF_PUBLIC_KEYS.includes(algorithm)) {
    throw invalid(
      `is signed with ${quoted(algorithm)}: use HS256 with CUSTOMER_TOKEN_SECRET, or RS256, PS256, ES256 or EdDSA with a key of CUSTOMER_TOKEN_ISSUERS`,
    );
  }
  const provider = config.CUSTOMER_TOKEN_ISSUERS?.find((known) => known.issuer === issuer);
  if (!provider) throw invalid(`has the iss ${quoted(issuer)}, which CUSTOMER_TOKEN_ISSUERS does not name`);
  return verifyWithProvider(provider, token, now);
}

/** Admits customers for whom somebody vouches. */
export const byCustomer = { kind: 'customer', verify: verifyCustomer } as const;

/** Is there anybody who may vouch for customers? */
export const acceptsCustomerTokens = (config: Settings): boolean =>
  config.CUSTOMER_TOKEN_SECRET !== undefined || config.CUSTOMER_TOKEN_ISSUERS !== undefined;

async function verifyWithSecret(secret: string | undefined, token: string, now: number): Promise<VerifiedCustomer> {
  if (secret === undefined) throw invalid('is signed with HS256, and CUSTOMER_TOKEN_SECRET is not set');
  const key = new TextEncoder().encode(secret);
  return verify(token, async () => key, { algorithms: ['HS256'] }, 'CUSTOMER_TOKEN_SECRET (HS256)', now);
}

/** @param keys those of the provider, unless a test has its own */
export async function verifyWithProvider(
  { issuer, audiences, keysUrl }: CustomerTokenProvider,
  token: string,
  now: number,
  keys: JWTVerifyGetKey = publicKeysAt(keysUrl),
): Promise<VerifiedCustomer> {
  const demands = { algorithms: OF_PUBLIC_KEYS, issuer, audience: [...audiences], clockTolerance: LEEWAY_SECONDS };
  const { subject, name } = await verify(token, keys, demands, `a key of ${keysUrl.href}`, now);
  return { subject: issuer + SEPARATOR + subject, name };
}

async function verify(
  token: string,
  key: JWTVerifyGetKey,
  demands: JWTVerifyOptions,
  signedWith: string,
  now: number,
): Promise<VerifiedCustomer> {
  const { payload } = await jwtVerify(token, key, { ...demands, currentDate: new Date(now) }).catch(
    (error: unknown) => {
      throw refusal(error, signedWith);
    },
  );
  const claims = v.safeParse(Claims, payload);
  if (!claims.success) throw invalid('needs the claims sub (1 to 256 characters) and exp, and a name of at most 100');
  const { sub, exp, name } = claims.output;
  const longest = MAXIMUM_LIFETIME_SECONDS + Number(demands.clockTolerance ?? 0);
  if (exp - now / 1000 > longest) throw invalid('lives longer than 24 hours: sign a shorter one');
  return { subject: sub, name };
}

/** Before anything is verified: good for nothing but the choice of the key. */
function look(token: string): { algorithm: string; issuer: string } {
  try {
    // Whoever made it up may have put anything there.
    const { alg = 'none' }: { alg?: unknown } = decodeProtectedHeader(token);
    const { iss = '' }: { iss?: unknown } = decodeJwt(token);
    return { algorithm: String(alg), issuer: String(iss) };
  } catch {
    throw invalid('is not a signed JWT');
  }
}

function refusal(error: unknown, signedWith: string): unknown {
  if (error instanceof RequestError) return error;
  const { code, claim } = error as { code?: string; claim?: string };
  if (code === 'ERR_JWT_EXPIRED') {
    return unauthorized('customer_token_expired', 'The customer token has expired. Sign a new one.');
  }
  if (claim === 'aud') return invalid('has an aud that CUSTOMER_TOKEN_ISSUERS does not name for its iss');
  if (claim === 'nbf') return invalid('is not valid yet (nbf): the clock of whoever signed it is ahead');
  return invalid(`is not signed with ${signedWith}`);
}

const invalid = (why: string) => unauthorized('customer_token_invalid', `The customer token ${why}.`);
const quoted = (text: string) => JSON.stringify(text.slice(0, 100));
