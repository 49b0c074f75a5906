import * as v from 'valibot';
import type { Caller } from '../auth/callers';
import { verifiedNames, visitorNames } from '../auth/customer-identity';
import type { Keys } from '../auth/keys';
import { conflict, forbidden, unauthorized } from '../http/errors';

/** When the page began to open the chat, by its own clock: milliseconds since 1970. */
export const StartedAt = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A token that nothing was looked up for does not live long. Its refresh looks. */
export const EARLY_TOKEN_SECONDS = 300;

/** As long as /conversation-create takes a repeat; after that a request id opens nothing. */
const OLDEST_MS = 10 * 60_000;
const CLOCK_AHEAD_MS = 60_000;

/**
 * A start lies in the last ten minutes. It is part of what the identity is made from, so whoever finds an old request
 * id can't come back with a newer start.
 *
 * @throws RequestError 409 clock_differs
 */
export function checkStartedAt(startedAt: number, now: number): void {
  if (startedAt > now - OLDEST_MS && startedAt < now + CLOCK_AHEAD_MS) return;
  throw conflict('clock_differs', '`startedAt` is not of the last ten minutes. Start the chat without it.');
}

export interface EarlyTokenInput {
  requestId?: string | undefined;
  startedAt?: number | undefined;
}

/**
 * The identity that /conversation-create will give to the same caller with the same `requestId` and `startedAt`: a page
 * can connect the SDK while the conversation is being made. No call to Twilio.
 *
 * @throws RequestError 401 session_required, 403 challenge_required, 409 clock_differs
 */
export function earlyIdentity(
  context: { keys: Keys; now: number; challenge: boolean },
  caller: Extract<Caller, { kind: 'page' | 'customer' }>,
  { requestId, startedAt }: EarlyTokenInput,
): string {
  if (requestId === undefined || startedAt === undefined) {
    throw unauthorized(
      'session_required',
      'Send the `session` of your chat, or, while it is being made, its `requestId` and `startedAt`.',
    );
  }
  checkStartedAt(startedAt, context.now);
  if (caller.kind === 'customer') {
    return verifiedNames(context.keys, { subject: caller.customer.subject, site: caller.site.name }, 0).identity;
  }
  if (context.challenge) {
    throw forbidden('challenge_required', 'This site asks visitors for a challenge: call /conversation-create first.');
  }
  return visitorNames(context.keys, requestId, startedAt).identity;
}
