import type { ChatToken } from '../twilio/access-token';

/** As twilio-webchat-react-app stores it: the client compares `expiration`, milliseconds since 1970, with its clock. */
export function webChatAnswer({ token, tokenExpiresAt }: ChatToken): { token: string; expiration: number } {
  return { token, expiration: Date.parse(tokenExpiresAt) };
}
