import { createHmac } from 'node:crypto';

/** X-Twilio-Signature of a form-encoded request: https://www.twilio.com/docs/usage/security */
export function signature(authToken: string, url: string, params: Record<string, string>): string {
  const text = Object.keys(params)
    .sort()
    .reduce((joined, name) => joined + name + params[name], url);
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}
