import { readSeal, SEAL_ATTRIBUTE, type SealedFacts, sealFacts } from '../auth/conversation-seal';
import { verifiedNames } from '../auth/customer-identity';
import type { VerifiedCustomer } from '../auth/customer-token';
import type { Keys } from '../auth/keys';
import type { Session } from '../auth/session';
import { conflict, gone } from '../http/errors';
import { parseObject } from '../json/parse-object';
import type { Conversation } from '../twilio/conversations';
import type { TwilioParts } from '../twilio/twilio';
import { showCustomer } from './show-customer';
import type { TaskSearchTurns } from './task-search-turns';

export interface IdentifyCustomer {
  twilio: Pick<TwilioParts, 'conversations' | 'tasks'>;
  turns: TaskSearchTurns;
  keys: Keys;
  locale: string;
  randomId: () => string;
}

/**
 * A visitor logs in in the middle of a chat: from now on the conversation's seal says who it is, and so does the task,
 * if there is one already. The chat identity stays. Doing it twice is fine.
 *
 * @throws RequestError 410 conversation_closed, 409 other_customer
 */
export async function identifyCustomer(
  context: IdentifyCustomer,
  session: Session,
  customer: VerifiedCustomer,
): Promise<{ verified: true; name?: string }> {
  const { twilio, keys } = context;
  const conversation = await twilio.conversations.fetch(session.conversationSid);
  if (!conversation || conversation.closed) throw gone('conversation_closed', 'This chat is over. Start a new one.');
  const facts = await factsOf(context, conversation, session);
  const { identity: loggedIn } = verifiedNames(keys, { subject: customer.subject, site: session.site }, 0);
  const isTheirs = loggedIn === session.identity || facts.loggedIn === loggedIn;
  if (facts.verified && !isTheirs) {
    throw conflict('other_customer', 'This chat belongs to another customer. End it and start a new one.');
  }
  // A name that was typed is nobody's word: it must not stand beside `verified`.
  const name = customer.name ?? (facts.verified ? facts.name : undefined);
  if (!facts.verified || facts.name !== name) {
    const seal = await sealFacts(keys, { ...facts, verified: true, name, loggedIn });
    const attributes = JSON.stringify({ ...parseObject(conversation.attributes), [SEAL_ATTRIBUTE]: seal });
    await twilio.conversations.setAttributes(conversation.sid, attributes);
  }
  // Who has just had it shown and asks again has it shown.
  await context.turns.take(`identify.${conversation.sid}.${loggedIn}`, () =>
    showCustomer(twilio.tasks, conversation.sid, name),
  );
  return { verified: true, ...(name !== undefined && { name }) };
}

/** Without a seal, what the session says is all that is certain. */
async function factsOf(
  { keys, locale, randomId }: IdentifyCustomer,
  conversation: Conversation,
  session: Session,
): Promise<SealedFacts> {
  const sealed = await readSeal(keys, conversation);
  if (sealed) return sealed;
  const { identity, site } = session;
  return { uniqueName: conversation.uniqueName ?? '', identity, site, locale, verified: false, nonce: randomId() };
}
