import { createHmac } from 'node:crypto';
import type { Keys } from './keys';

const PREFIX = 'customer_';

/** Opaque and stable: says nothing about the person, and cannot be chosen by the caller. */
export interface CustomerNames {
  /** Chat identity. */
  identity: string;
  /** Unique name of the conversation. */
  uniqueName: string;
}

/** A visitor whom nobody vouches for: everything follows from the request id, so that a repeat meets the first one. */
export function visitorNames(keys: Keys, requestId: string): CustomerNames {
  return {
    identity: PREFIX + digest(keys, `visitor:${requestId}`),
    uniqueName: `chat_${digest(keys, `visitor-chat:${requestId}`)}`,
  };
}

/** A verified customer: the same identity on every device; the generation goes up when the last chat is closed. */
export function verifiedNames(keys: Keys, subject: string, generation: number): CustomerNames {
  return {
    identity: PREFIX + digest(keys, `verified:${subject}`),
    uniqueName: `chat_${digest(keys, `verified-chat:${generation}:${subject}`)}`,
  };
}

/** Key of the Sync document that counts a verified customer's generations. */
export function verifiedKey(keys: Keys, subject: string): string {
  return digest(keys, `verified-key:${subject}`);
}

/** Exactly as made above: Flex writes the login customer.care@corp.example as `customer_2Ecare_40corp_2Eexample`. */
const CUSTOMER = new RegExp(`^${PREFIX}[0-9a-f]{32}$`);

/** Ours, or an agent's? */
export function isCustomerIdentity(identity: string | null): boolean {
  return identity !== null && CUSTOMER.test(identity);
}

const digest = (keys: Keys, text: string) =>
  createHmac('sha256', keys.identity).update(text).digest('hex').slice(0, 32);
