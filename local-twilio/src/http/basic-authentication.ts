import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from '../account/account';
import { TwilioError } from './errors';

/** The caller holds the Auth Token or the API key; throws 401/20003 otherwise. */
export function requireAccount(headers: IncomingHttpHeaders, account: Account): void {
  const [scheme, encoded = ''] = (headers.authorization ?? '').split(' ');
  const [user, password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const ok =
    scheme === 'Basic' &&
    ((user === account.accountSid && password === account.authToken) ||
      (user === account.apiKey && password === account.apiSecret));
  if (!ok) throw new TwilioError(401, 20003, 'Authenticate');
}
