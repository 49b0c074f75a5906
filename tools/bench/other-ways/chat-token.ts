import AccessToken, { ChatGrant } from 'twilio/lib/jwt/AccessToken';
import type { OtherContext } from './warm-client';

const TTL_SECONDS = 3600;

/** An Access Token for the Conversations SDK. */
export function chatToken(context: OtherContext, identity: string): string {
  const { ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET, CONVERSATIONS_SERVICE_SID } = context;
  const token = new AccessToken(ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET, { identity, ttl: TTL_SECONDS });
  token.addGrant(new ChatGrant({ serviceSid: CONVERSATIONS_SERVICE_SID }));
  return token.toJwt();
}
