import { createSecretKey } from 'node:crypto';
import AccessToken, { ChatGrant } from 'twilio/lib/jwt/AccessToken';
import type { Config } from '../config';

export interface ChatToken {
  token: string;
  /** ISO 8601. */
  tokenExpiresAt: string;
}

/** https://www.twilio.com/docs/iam/access-tokens: 24 hours at most. */
const MAXIMUM_TTL_SECONDS = 24 * 3600;

/**
 * An Access Token for the Conversations SDK. A ChatGrant is good for the whole Service: what its identity may see is
 * decided by membership and role.
 *
 * @param ttlSeconds a number: the helper library takes a string for milliseconds.
 */
export function mintChatToken(
  config: Pick<Config, 'ACCOUNT_SID' | 'TWILIO_API_KEY' | 'TWILIO_API_SECRET' | 'CONVERSATIONS_SERVICE_SID'>,
  identity: string,
  ttlSeconds: number,
  now: number,
): ChatToken {
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > MAXIMUM_TTL_SECONDS) {
    throw new RangeError(`An Access Token lives 1 to ${MAXIMUM_TTL_SECONDS} seconds, not ${ttlSeconds}`);
  }
  const token = new AccessToken(config.ACCOUNT_SID, config.TWILIO_API_KEY, config.TWILIO_API_SECRET, {
    identity,
    ttl: ttlSeconds,
  });
  token.addGrant(new ChatGrant({ serviceSid: config.CONVERSATIONS_SERVICE_SID }));
  // jsonwebtoken takes a text for a PEM key first, and fails at it for 0.3 ms, fifteen times what the signature takes.
  Object.assign(token, { secret: createSecretKey(config.TWILIO_API_SECRET, 'utf8') });
  const issuedAt = Math.floor(now / 1000);
  return { token: token.toJwt(), tokenExpiresAt: new Date((issuedAt + ttlSeconds) * 1000).toISOString() };
}
