import { CompactSign, compactVerify } from 'jose';
import * as v from 'valibot';
import { parseObject } from '../json/parse-object';
import type { Keys } from './keys';

/** Where the seal stands in the conversation's attributes. */
export const SEAL_ATTRIBUTE = 'handoff';
/** Where Flex and Studio look for what the customer typed before the chat. */
export const PRE_ENGAGEMENT_ATTRIBUTE = 'pre_engagement_data';

const SealedFacts = v.object({
  uniqueName: v.string(),
  identity: v.string(),
  site: v.string(),
  locale: v.string(),
  verified: v.boolean(),
  name: v.optional(v.string()),
  /** A server is told of all that is said: docs/no-sdk.md. */
  bridge: v.optional(v.boolean()),
  /** Who logged in in the middle of the chat: the identity that they have in chats for which they log in first. */
  loggedIn: v.optional(v.string()),
  /** Different in every request: tells one's own conversation from one that another request made. */
  nonce: v.string(),
});

/** What we knew for certain when the chat was made. */
export type SealedFacts = v.InferOutput<typeof SealedFacts>;

/**
 * Conversation attributes can be read, and perhaps written, by the customer. So what we must believe later is signed,
 * and bound to the conversation by its unique name.
 */
export function sealFacts(keys: Keys, facts: SealedFacts): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(facts)))
    .setProtectedHeader({ alg: 'HS256' })
    .sign(keys.seal);
}

/** The facts of this conversation; undefined when the seal is missing, broken, or that of another conversation. */
export async function readSeal(
  keys: Keys,
  conversation: { uniqueName: string | null; attributes: string },
): Promise<SealedFacts | undefined> {
  const seal = parseObject(conversation.attributes)[SEAL_ATTRIBUTE];
  if (typeof seal !== 'string') return undefined;
  try {
    const { payload } = await compactVerify(seal, keys.seal, { algorithms: ['HS256'] });
    const facts = v.parse(SealedFacts, JSON.parse(new TextDecoder().decode(payload)));
    return facts.uniqueName === conversation.uniqueName ? facts : undefined;
  } catch {
    return undefined;
  }
}

/** What the customer typed before the chat, whoever wrote it there: data, never a decision. */
export function readPreEngagement(attributes: string): Record<string, unknown> {
  return asObject(parseObject(attributes)[PRE_ENGAGEMENT_ATTRIBUTE]);
}

const asObject = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
