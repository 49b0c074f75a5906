import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../account/account';
import { keyMayReach } from '../account/key-permissions';
import { TwilioError } from './errors';

/**
 * The caller holds the Auth Token or the API key; throws 401/20003 otherwise, and 401/70051 where a key of this type
 * may not go.
 */
export function requireAccount(
  headers: IncomingHttpHeaders,
  account: Account,
  { host, path }: { host: string; path: string },
): void {
  const [scheme, encoded = ''] = (headers.authorization ?? '').split(' ');
  const [user, password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const byToken = user === account.accountSid && password === account.authToken;
  const byKey = user === account.apiKey && password === account.apiSecret;
  if (scheme !== 'Basic' || !(byToken || byKey)) throw new TwilioError(401, 20003, 'Authenticate');
  if (byKey && !keyMayReach(account.keyType, host, path)) throw new TwilioError(401, 70051, 'Authorization Error');
}
