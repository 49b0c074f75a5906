// The package's exports hide this file.

import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { Response } from '../../../node_modules/@twilio/runtime-handler/dist/dev-runtime/internal/response';

export interface Answer {
  status: number;
  /** As the platform sends them, without the empty cookie list. */
  headers: Record<string, unknown>;
  /** As the caller reads it: parsed from what was sent, where that is JSON. */
  body: unknown;
  text: string;
}

type Handler = (context: Context, event: object, callback: ServerlessCallback) => Promise<void>;

/**
 * Calls a Function as the platform does, with the platform's own Response.
 *
 * @throws Error when the Function does not call back exactly once, or calls back with an error
 */
export async function callFunction(handler: Handler, context: object, event: object): Promise<Answer> {
  Object.assign(globalThis, { Twilio: { Response } });
  const callbacks: [error: unknown, payload: unknown][] = [];
  await handler(context as Context, event, (error, payload) => callbacks.push([error, payload]));
  const [callback] = callbacks;
  if (!callback || callbacks.length !== 1) throw new Error(`The Function called back ${callbacks.length} times`);
  const [error, payload] = callback;
  if (error || !(payload instanceof Response)) throw new Error('The Function must call back with a Twilio.Response');
  const { statusCode, headers, body } = payload.serialize();
  const { 'Set-Cookie': _, ...sent } = headers as Record<string, unknown>;
  const text = String(body);
  const isJson = sent['Content-Type'] === 'application/json';
  return { status: statusCode, headers: sent, body: isJson ? JSON.parse(text) : undefined, text };
}

/** What the platform makes of a POST with a JSON body from a page. */
export function jsonRequest(fields: object, headers: Record<string, string> = {}): object {
  return { request: { headers: { 'content-type': 'application/json', ...headers }, cookies: {} }, ...fields };
}
