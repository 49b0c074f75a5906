import * as v from 'valibot';
import { findSite, SITES } from '../../sites/sites';
import { readSeal, type SealedFacts } from '../auth/conversation-seal';
import type { Keys } from '../auth/keys';
import { Documents } from '../state/documents';
import { type ConversationSid, WorkerSid } from '../twilio/sids';
import type { Worker } from '../twilio/taskrouter';
import type { TwilioParts } from '../twilio/twilio';

/** Which agent served a customer last, and in which conversation. */
interface Served {
  workerSid: string;
  conversationSid: ConversationSid;
}

export interface KnownAgent {
  twilio: Pick<TwilioParts, 'sync'>;
  /** Milliseconds since 1970. */
  now: () => number;
  note: (facts: { problem: string }) => void;
}

const DAY_SECONDS = 24 * 3600;

/**
 * The agent who served this customer last, on the same site and not too long ago. One call where the site has it switched
 * on and somebody vouches for the customer, otherwise none. What cannot be read is nobody: a chat never waits for it.
 *
 * @param seal of the customer's conversation
 */
export async function recallAgent(context: KnownAgent, seal: SealedFacts | undefined): Promise<WorkerSid | undefined> {
  const place = placeOf(context, seal);
  const served = await place?.documents.read(place.key).catch((error: Error) => {
    context.note({ problem: `Who served this customer last is not known: ${error.message}` });
    return undefined;
  });
  const sid = v.safeParse(WorkerSid, served?.value.workerSid);
  return sid.success ? sid.output : undefined;
}

/**
 * An agent has joined a conversation: whom the customer gets first the next time. Nothing is kept of visitors for whom
 * nobody vouches. It never fails: without it the next chat goes to whoever is free.
 *
 * @param worker undefined: nobody knows the agent's worker
 */
export async function rememberAgent(
  context: KnownAgent & { twilio: Pick<TwilioParts, 'conversations'>; keys: Keys },
  conversationSid: ConversationSid,
  worker: Pick<Worker, 'sid'> | undefined | Promise<Pick<Worker, 'sid'> | undefined>,
): Promise<void> {
  if (!SITES.some(({ knownAgent }) => knownAgent)) return;
  try {
    const [conversation, found] = await Promise.all([context.twilio.conversations.fetch(conversationSid), worker]);
    const place = conversation && placeOf(context, await readSeal(context.keys, conversation));
    if (!place || !v.is(WorkerSid, found?.sid)) return;
    const served: Served = { workerSid: found.sid, conversationSid };
    const held = await place.documents.createOrRead(place.key, served);
    // Two events tell of the same agent. And whoever else has just written it was there last.
    if (held.value.workerSid === served.workerSid && held.value.conversationSid === conversationSid) return;
    await place.documents.replace(place.key, served, held.revision);
  } catch (error) {
    context.note({ problem: `Who served this customer is not remembered: ${(error as Error).message}` });
  }
}

/** By the identity of a customer with a token, which says nothing about the person, and by site. */
function placeOf({ twilio, now }: KnownAgent, seal: SealedFacts | undefined) {
  const days = seal?.verified ? findSite(seal.site)?.knownAgent?.days : undefined;
  if (!seal || days === undefined) return undefined;
  const documents = new Documents<Served>(twilio.sync, (key) => `last-agent.${key}`, days * DAY_SECONDS, now);
  return { documents, key: `${seal.site}.${seal.loggedIn ?? seal.identity}` };
}
