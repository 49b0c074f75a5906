import { AccessTokenError, verifyAccessToken } from '../account/access-tokens';
import type { Account } from '../account/account';
import { requireAccount } from '../http/basic-authentication';
import { TwilioError } from '../http/errors';
import type { RestRequest } from '../http/routes';
import { requireChatGrant } from './chat-grant';

/**
 * Who asks the media service: a user by Access Token, as the SDK does, or the account by Basic authentication
 * (undefined).
 * @see https://www.twilio.com/docs/conversations/api/media-resource
 */
export function mediaCaller(request: RestRequest, account: Account): string | undefined {
  const { headers } = request;
  const token = headers['x-twilio-token'];
  if (token === undefined && headers.authorization !== undefined) {
    requireAccount(headers, account, request);
    return undefined;
  }
  try {
    const claims = verifyAccessToken(String(token ?? ''), account);
    requireChatGrant(claims, account);
    return claims.identity;
  } catch (error) {
    if (error instanceof AccessTokenError) throw new TwilioError(401, error.code, error.message);
    throw error;
  }
}
