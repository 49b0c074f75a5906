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

/**
 * A visitor whom nobody vouches for: everything follows from the request id, so that a repeat meets the first one; and
 * from `startedAt`, where the page gave one, so that an old request id can't be made young again.
 */
export function visitorNames(keys: Keys, requestId: string, startedAt?: number): CustomerNames {
  const request = startedAt === undefined ? requestId : `${requestId}:${startedAt}`;
  return {
    identity: PREFIX + digest(keys, `visitor:${request}`),
    uniqueName: `chat_${digest(keys, `visitor-chat:${request}`)}`,
  };
}

/** A customer whom a company's back end vouches for, on one of its sites. */
export interface KnownCustomer {
  subject: string;
  site: string;
}

/**
 * A verified customer has the same identity on every device and site, and one open chat a site; the generation goes up
 * when that is closed.
 */
export function verifiedNames(keys: Keys, { subject, site }: KnownCustomer, generation: number): CustomerNames {
  return {
    identity: PREFIX + digest(keys, `verified:${subject}`),
    uniqueName: `chat_${digest(keys, `verified-chat:${JSON.stringify([site, generation, subject])}`)}`,
  };
}

/** Key of the Sync document that counts a verified customer's generations. */
export function verifiedKey(keys: Keys, { subject, site }: KnownCustomer): string {
  return digest(keys, `verified-key:${JSON.stringify([site, subject])}`);
}

/** Exactly as made above: Flex writes the login customer.care@corp.example as `customer_2Ecare_40corp_2Eexample`. */
const CUSTOMER = new RegExp(`^${PREFIX}[0-9a-f]{32}$`);

/** Ours, or an agent's? */
export function isCustomerIdentity(identity: string | null): boolean {
  return identity !== null && CUSTOMER.test(identity);
}

const digest = (keys: Keys, text: string) =>
  createHmac('sha256', keys.identity).update(text).digest('hex').slice(0, 32);
