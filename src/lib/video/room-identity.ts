import { createHmac } from 'node:crypto';
import type { Keys } from '../auth/keys';
import type { ConversationSid } from '../twilio/sids';

/** `guest`: came by a code. What they are stands in front of the identity, for pages to show. */
export const PERSON_KINDS = ['agent', 'customer', 'guest'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

/**
 * Under which identity somebody is in the video rooms of a conversation. Nobody chooses it and nobody else can guess it.
 * The same person gets the same one again: who comes back replaces their own lost connection, and nobody else's.
 *
 * @param who worker SID, chat identity, or the random name of somebody who came by a code
 */
export function roomIdentity(keys: Keys, conversationSid: ConversationSid, kind: PersonKind, who: string): string {
  const digest = createHmac('sha256', keys.identity).update(`video:${JSON.stringify([conversationSid, kind, who])}`);
  return `${kind}_${digest.digest('hex').slice(0, 32)}`;
}

export const kindOf = (identity: string): PersonKind =>
  PERSON_KINDS.find((kind) => identity.startsWith(`${kind}_`)) ?? 'guest';
