import type { Site } from '../../sites/site';
import { findSite } from '../../sites/sites';
import { badRequest, forbidden } from '../http/errors';
import type { Conversation } from '../twilio/conversations';
import type { ConversationSid } from '../twilio/sids';
import type { Caller } from './callers';
import { readSeal } from './conversation-seal';
import type { Keys } from './keys';

type ActingCaller = Extract<Caller, { kind: 'session' | 'server' }>;

/** The customer for whom a session or a server acts in a conversation. */
export interface ActingCustomer {
  /** Chat identity. */
  identity: string;
  site: Site;
  /** What the flow says goes to BRIDGE_URL as well. */
  bridge: boolean;
}

/**
 * Which conversation is meant: a session has one, a server names one.
 *
 * @throws RequestError 400 conversation_required, 400 conversation_of_session
 */
export function conversationMeant(caller: ActingCaller, named: ConversationSid | undefined): ConversationSid {
  if (caller.kind === 'server') {
    if (named === undefined) throw badRequest('conversation_required', 'Name the chat by its `conversationSid`.');
    return named;
  }
  if (named !== undefined && named !== caller.session.conversationSid) {
    throw badRequest(
      'conversation_of_session',
      'A session is good for its own conversation alone: leave `conversationSid` out.',
    );
  }
  return caller.session.conversationSid;
}

/**
 * In whose name the caller acts there. A session says so itself; a server may act in conversations that carry our seal,
 * in the name of the customer whom it names.
 *
 * @throws RequestError 403 conversation_not_ours
 */
export async function actingCustomer(
  keys: Keys,
  caller: ActingCaller,
  conversation: Conversation | undefined,
): Promise<ActingCustomer> {
  const seal = conversation && (await readSeal(keys, conversation));
  const bridge = seal?.bridge ?? false;
  if (caller.kind === 'session') return { identity: caller.session.identity, site: caller.site, bridge };
  if (!seal) {
    throw forbidden(
      'conversation_not_ours',
      'There is no such conversation that /conversation-create has made. Servers may touch no other.',
    );
  }
  return { identity: seal.identity, site: findSite(seal.site) ?? caller.site, bridge };
}
