import { SignJWT } from 'jose';
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
 * decided by membership and role. The claims are those of the helper library's AccessToken, whose way to them
 * (jsonwebtoken) would be 60 KB of each Function that makes one.
 *
 * https://www.twilio.com/docs/iam/access-tokens#jwt-format
 *
 * @param ttlSeconds a whole number of seconds, 1 to 86400
 * @param now milliseconds since 1970
 */
export async function mintChatToken(
  config: Pick<Config, 'ACCOUNT_SID' | 'TWILIO_API_KEY' | 'TWILIO_API_SECRET' | 'CONVERSATIONS_SERVICE_SID'>,
  identity: string,
  ttlSeconds: number,
  now: number,
): Promise<ChatToken> {
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > MAXIMUM_TTL_SECONDS) {
    throw new RangeError(`An Access Token lives 1 to ${MAXIMUM_TTL_SECONDS} seconds, not ${ttlSeconds}`);
  }
  const issuedAt = Math.floor(now / 1000);
  const expiresAt = issuedAt + ttlSeconds;
  const grants = { identity, chat: { service_sid: config.CONVERSATIONS_SERVICE_SID } };
  const token = await new SignJWT({ jti: `${config.TWILIO_API_KEY}-${issuedAt}`, grants })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' })
    .setIssuer(config.TWILIO_API_KEY)
    .setSubject(config.ACCOUNT_SID)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(config.TWILIO_API_SECRET));
  return { token, tokenExpiresAt: new Date(expiresAt * 1000).toISOString() };
}
