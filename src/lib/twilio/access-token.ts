import { SignJWT } from 'jose';
import type { Config } from '../config';

export interface ChatToken {
  token: string;
  /** ISO 8601. */
  tokenExpiresAt: string;
}

export type VideoToken = ChatToken;

type Signer = Pick<Config, 'ACCOUNT_SID' | 'TWILIO_API_KEY' | 'TWILIO_API_SECRET'>;

/** https://www.twilio.com/docs/iam/access-tokens: 24 hours at most. */
const MAXIMUM_TTL_SECONDS = 24 * 3600;

/**
 * An Access Token for the Conversations SDK. A ChatGrant is good for the whole Service: what its identity may see is
 * decided by membership and role.
 *
 * @param ttlSeconds a whole number of seconds, 1 to 86400
 * @param now milliseconds since 1970
 */
export async function mintChatToken(
  config: Signer & Pick<Config, 'CONVERSATIONS_SERVICE_SID'>,
  identity: string,
  ttlSeconds: number,
  now: number,
): Promise<ChatToken> {
  return mint(config, { identity, chat: { service_sid: config.CONVERSATIONS_SERVICE_SID } }, ttlSeconds, now);
}

/**
 * An Access Token for the Video SDK, good for one room. It lives as long as somebody can be in the room: the SDK takes
 * up a broken connection with the token that it was started with.
 *
 * @param room unique name
 * @param ttlSeconds a whole number of seconds, 1 to 86400
 * @param now milliseconds since 1970
 */
export async function mintVideoToken(
  config: Signer,
  { identity, room }: { identity: string; room: string },
  ttlSeconds: number,
  now: number,
): Promise<VideoToken> {
  return mint(config, { identity, video: { room } }, ttlSeconds, now);
}

/**
 * The claims are those of the helper library's AccessToken, whose way to them (jsonwebtoken) would be 60 KB of each
 * Function that makes one. https://www.twilio.com/docs/iam/access-tokens#jwt-format
 */
async function mint(config: Signer, grants: object, ttlSeconds: number, now: number): Promise<ChatToken> {
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > MAXIMUM_TTL_SECONDS) {
    throw new RangeError(`An Access Token lives 1 to ${MAXIMUM_TTL_SECONDS} seconds, not ${ttlSeconds}`);
  }
  const issuedAt = Math.floor(now / 1000);
  const expiresAt = issuedAt + ttlSeconds;
  const token = await new SignJWT({ jti: `${config.TWILIO_API_KEY}-${issuedAt}`, grants })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' })
    .setIssuer(config.TWILIO_API_KEY)
    .setSubject(config.ACCOUNT_SID)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(config.TWILIO_API_SECRET));
  return { token, tokenExpiresAt: new Date(expiresAt * 1000).toISOString() };
}
