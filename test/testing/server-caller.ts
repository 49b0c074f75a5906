import { createHmac } from 'node:crypto';
import type { Answer, House } from './house';

export const SERVER_SECRET = 'server-secret-of-thirty-two-letters';

export interface Signing {
  secret?: string;
  /** How wrong the clock is. */
  secondsOff?: number;
  /** Another one than is called. */
  path?: string;
}

/** The body with which a server calls an endpoint. */
export function signedBody(
  path: string,
  input: unknown,
  signing: Signing = {},
): { payload: string; signature: string } {
  const payload = JSON.stringify(input);
  const time = Math.floor(Date.now() / 1000) + (signing.secondsOff ?? 0);
  const digest = createHmac('sha256', signing.secret ?? SERVER_SECRET)
    .update(`${time}.${signing.path ?? path}.${payload}`)
    .digest('hex');
  return { payload, signature: `t=${time},v1=${digest}` };
}

/** Calls an endpoint as a server does: without an Origin. */
export async function asServer<Body = Record<string, unknown>>(
  house: House,
  path: string,
  input: unknown,
  signing: Signing = {},
): Promise<Answer<Body>> {
  const response = await fetch(house.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(signedBody(path, input, signing)),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}
