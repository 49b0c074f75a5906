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

/**
 * A visitor with Twilio's own web chat, whose client keeps and sends back nothing but its Access Token: the identity in
 * it leads to the conversation. No other chat is found that way.
 */
export function webChatNames(keys: Keys, requestId: string): CustomerNames {
  const identity = PREFIX + digest(keys, `web-chat:${requestId}`);
  return { identity, uniqueName: webChatName(keys, identity) };
}

/** Unique name of the conversation that a visitor of this identity has opened with Twilio's web chat. */
export function webChatName(keys: Keys, identity: string): string {
  return `web_chat_${digest(keys, `web-chat-conversation:${identity}`)}`;
}

/** A customer whom a company's back end vouches for, on one of its sites. */
export interface KnownCustomer {
  subject: string;
  site: string;
  /** A chat that a server has bridged is one of its own: another front end would not be told to it. */
  bridge?: boolean;
}

/**
 * A verified customer has the same identity on every device and site, and one open chat a site; the generation goes up
 * when that is closed.
 */
export function verifiedNames(keys: Keys, { subject, site, bridge }: KnownCustomer, generation: number): CustomerNames {
  return {
    identity: PREFIX + digest(keys, `verified:${subject}`),
    uniqueName: `chat_${digest(keys, `verified-chat:${JSON.stringify([site, generation, subject, ...of(bridge)])}`)}`,
  };
}

/** Key of the Sync document that counts a verified customer's generations. */
export function verifiedKey(keys: Keys, { subject, site, bridge }: KnownCustomer): string {
  return digest(keys, `verified-key:${JSON.stringify([site, subject, ...of(bridge)])}`);
}

const of = (bridge: boolean | undefined) => (bridge ? ['bridge'] : []);

/** Exactly as made above: Flex writes the login customer.care@corp.example as `customer_2Ecare_40corp_2Eexample`. */
const CUSTOMER = new RegExp(`^${PREFIX}[0-9a-f]{32}$`);

/** Ours, or an agent's? */
export function isCustomerIdentity(identity: string | null): boolean {
  return identity !== null && CUSTOMER.test(identity);
}

const digest = (keys: Keys, text: string) =>
  createHmac('sha256', keys.identity).update(text).digest('hex').slice(0, 32);

/** How a customer is called whose name nobody knows. */
export const NAMELESS = 'Visitor';
