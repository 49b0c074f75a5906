import { type AccessTokenClaims, AccessTokenError } from '../account/access-tokens';
import type { Account } from '../account/account';

/** The token must be meant for this Conversations service; throws AccessTokenError 20106. */
export function requireChatGrant(claims: AccessTokenClaims, account: Account): void {
  if (claims.grants.chat?.service_sid !== account.conversationsServiceSid) {
    throw new AccessTokenError(
      20106,
      'Invalid Access Token grants: a chat grant for this Conversations service is missing',
    );
  }
}
