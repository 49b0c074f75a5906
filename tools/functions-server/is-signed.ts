import type { IncomingMessage } from 'node:http';
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks';

/**
 * Whether Twilio sent this. What is signed is the URL that was registered, https://HOST:PORT/path, although there is no
 * TLS on a laptop. https://www.twilio.com/docs/usage/security
 */
export function isSigned(request: IncomingMessage, params: object, body: Buffer, authToken: string): boolean {
  const given = request.headers['x-twilio-signature'];
  const url = `https://${request.headers.host}${request.url}`;
  if (typeof given !== 'string' || !URL.canParse(url)) return false;
  return url.includes('bodySHA256=')
    ? validateRequestWithBody(authToken, given, url, body.toString('utf8'))
    : validateRequest(authToken, given, url, { ...params });
}
