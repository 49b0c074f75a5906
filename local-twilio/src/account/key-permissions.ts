/** https://www.twilio.com/docs/iam/api-keys/keys-in-console#types-of-keys */
export type KeyType = 'main' | 'standard' | 'restricted';

/** A Restricted key reaches what permissions exist for: https://www.twilio.com/docs/iam/api-keys/restricted-api-keys */
const HOSTS_WITH_PERMISSIONS = ['taskrouter.twilio.com', 'studio.twilio.com'];
/** Accounts and keys: for a Main key or the Auth Token alone. */
const ACCOUNT_ITSELF =
  /^(api\.twilio\.com\/2010-04-01\/Accounts\/[^/]+(\/Keys.*)?\.json|iam\.twilio\.com\/v1\/Keys.*)$/;

export function keyMayReach(keyType: KeyType, host: string, path: string): boolean {
  if (keyType === 'main') return true;
  if (keyType === 'restricted') return HOSTS_WITH_PERMISSIONS.includes(host);
  return !ACCOUNT_ITSELF.test(host + path);
}
