import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import { RequestError } from '../http/errors';

const TIMEOUT_MS = 3000;
/** An unknown `kid` fetches the keys anew, once in so long: nobody can make us ask for them again and again. */
const COOLDOWN_MS = 30_000;
/** Keys that their owner has withdrawn are believed for so long at the most. */
const MAXIMUM_AGE_MS = 10 * 60_000;
/** After a failure nobody waits for the next one. */
const PAUSE_AFTER_FAILURE_MS = 1000;

/** The fault of the token, whatever the keys are. */
const OF_THE_TOKEN = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

/** By address; a container keeps them as long as it lives. */
const known = new Map<string, JWTVerifyGetKey>();

/** The public keys at this address, fetched when they are needed and kept. They throw 503 customer_keys_unavailable. */
export function publicKeysAt(url: URL): JWTVerifyGetKey {
  const kept = known.get(url.href) ?? fetchedKeys(url);
  known.set(url.href, kept);
  return kept;
}

/** The same without what the container knows. @param now milliseconds since 1970 */
export function fetchedKeys(url: URL, fetchKeys = fetch, now = () => Date.now()): JWTVerifyGetKey {
  let failed: { at: number; why: unknown } | undefined;
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: MAXIMUM_AGE_MS,
    [customFetch]: async (address, options) => {
      if (failed && now() - failed.at < PAUSE_AFTER_FAILURE_MS) throw failed.why;
      return fetchKeys(address, options);
    },
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (OF_THE_TOKEN.some((kind) => error instanceof kind)) throw error;
      if (!failed || now() - failed.at >= PAUSE_AFTER_FAILURE_MS) failed = { at: now(), why: error };
      throw keysUnavailable(url, error);
    }
  };
}

function keysUnavailable(url: URL, cause: unknown): RequestError {
  const error = new RequestError(
    503,
    'customer_keys_unavailable',
    'The keys of the one who signed the customer token cannot be fetched now. Send the same request again.',
    true,
  );
  error.cause = new Error(`${url.href} (see CUSTOMER_TOKEN_ISSUERS): ${String(cause)}`);
  return error;
}
