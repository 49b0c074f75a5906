import { type ActingCustomer, actingCustomer, conversationMeant } from '../auth/acting-customer';
import type { Caller } from '../auth/callers';
import type { Keys } from '../auth/keys';
import { forbidden, gone, RequestError } from '../http/errors';
import { parseObject } from '../json/parse-object';
import type { Stored } from '../state/documents';
import type { Message } from '../twilio/messages';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { isRefusal, UpstreamError } from '../twilio/upstream-error';
import { checkBeforeTask, checkLength, checkRate } from './message-limits';
import { type SendClaim, SendClaims } from './send-claim';

export interface SendMessageInput {
  /** For servers. */
  conversationSid?: ConversationSid | undefined;
  requestId: string;
  text: string;
}

export interface SendMessage {
  twilio: Pick<TwilioParts, 'conversations' | 'messages' | 'sync'>;
  /** With the time that is kept for undoing. */
  undo: Pick<TwilioParts, 'messages' | 'sync'>;
  keys: Keys;
  now: () => number;
  randomId: () => string;
  /** Has the chat been given to agents? */
  hasReachedAgents: (conversationSid: ConversationSid) => Promise<boolean>;
  /** In bridge mode a message that comes while the flow is still talking would be lost to it. */
  untilFlowIsDone: (conversationSid: ConversationSid) => Promise<void>;
}

export interface SentMessage {
  messageSid: string;
  index: number;
}

/** Enough to find a message that was just sent, and to count a minute of them between those of others. */
const RECENT = 60;
/** In the message's attributes: by it a repeat finds what was sent. */
const REQUEST_ID = 'requestId';
/** How far Twilio's clock may be from ours. */
const CLOCKS_MS = 60_000;

/**
 * Writes a message in the customer's name, so that the flow and agents hear it. The same `requestId` sends once: who
 * claims it sends it, and who finds it claimed looks for what was sent. Five calls, two deep.
 *
 * @throws RequestError 400 message_too_long, 403 conversation_not_ours, 403 not_in_conversation, 410 conversation_closed,
 *   429 too_many_messages, 429 no_agent_asked, 503 message_on_its_way
 */
export async function sendMessage(
  context: SendMessage,
  caller: Extract<Caller, { kind: 'session' | 'server' }>,
  input: SendMessageInput,
): Promise<SentMessage> {
  const { twilio, undo, keys, now } = context;
  const { requestId } = input;
  const conversationSid = conversationMeant(caller, input.conversationSid);
  const by = context.randomId();
  const claims = new SendClaims(twilio.sync, now, by);
  const looks = Promise.all([
    twilio.conversations.fetch(conversationSid),
    twilio.conversations.participants(conversationSid),
    twilio.messages.last(conversationSid, RECENT),
  ]);
  looks.catch(() => undefined); // said below, unless the claim fails before
  const found = await claims.take(conversationSid, requestId);
  let claim: Stored<SendClaim> | undefined = found.ours ? found : undefined;
  let customer: ActingCustomer;
  try {
    const [conversation, participants, recent] = await looks;
    customer = await actingCustomer(keys, caller, conversation);
    if (!claim) {
      const sent = findSent(recent, customer, requestId);
      if (sent) return sent;
      if (claims.isAtWork(found)) throw onItsWay();
      // Before it is taken over: who fails to look must leave the claim as it is.
      const before = await sentSince(twilio, conversationSid, customer, requestId, found.value.at);
      if (before) return before;
    }
    if (!conversation || conversation.closed) throw chatIsOver();
    if (!participants.some(({ identity }) => identity === customer.identity)) {
      throw forbidden('not_in_conversation', 'The customer is not in this conversation any more. Start a new chat.');
    }
    checkLength(customer.site, input.text);
    claim ??= await claims.takeOver(conversationSid, requestId, found);
    if (!claim) throw onItsWay();
    checkRate(recent, customer.identity, now());
    await checkBeforeTask(customer.site, recent, () => context.hasReachedAgents(conversationSid));
    if (customer.bridge) await context.untilFlowIsDone(conversationSid);
  } catch (error) {
    if (claim) await new SendClaims(undo.sync, now, by).release(conversationSid, requestId);
    throw error;
  }
  return send(context, claim, customer, conversationSid, input);
}

/** Sends it under this claim. Where Twilio gives no good answer, it is looked for; a repeat must not send it beside. */
async function send(
  context: SendMessage,
  claim: Stored<SendClaim>,
  customer: ActingCustomer,
  conversationSid: ConversationSid,
  { requestId, text }: SendMessageInput,
): Promise<SentMessage> {
  const { twilio, undo, now } = context;
  const attributes = JSON.stringify({ [REQUEST_ID]: requestId.toLowerCase() });
  try {
    const { sid, index } = await twilio.messages.send(conversationSid, { author: customer.identity, text, attributes });
    return { messageSid: sid, index };
  } catch (error) {
    const claims = new SendClaims(undo.sync, now, claim.value.by);
    if (!(error instanceof UpstreamError) || !error.ambiguous) {
      await claims.release(conversationSid, requestId);
      if (isRefusal(error) && (await hasEnded(twilio, conversationSid))) throw chatIsOver();
      throw error;
    }
    const sent = await sentSince(undo, conversationSid, customer, requestId, claim.value.at).catch(() => undefined);
    if (sent) return sent;
    await claims.letSettle(conversationSid, requestId, claim);
    throw error;
  }
}

/** Since we looked? */
async function hasEnded(
  { conversations }: Pick<TwilioParts, 'conversations'>,
  conversationSid: ConversationSid,
): Promise<boolean> {
  const conversation = await conversations.fetch(conversationSid);
  return conversation?.closed ?? true;
}

const chatIsOver = () => gone('conversation_closed', 'This chat is over. Start a new one.');

const onItsWay = () =>
  new RequestError(
    503,
    'message_on_its_way',
    'The first request with this requestId is still being worked on. Send the same request again.',
    true,
    2,
  );

/** @param moment milliseconds since 1970 */
async function sentSince(
  { messages }: Pick<TwilioParts, 'messages'>,
  conversationSid: ConversationSid,
  customer: ActingCustomer,
  requestId: string,
  moment: number,
): Promise<SentMessage | undefined> {
  return findSent(await messages.since(conversationSid, new Date(moment - CLOCKS_MS)), customer, requestId);
}

function findSent(
  messages: readonly Message[],
  { identity }: ActingCustomer,
  requestId: string,
): SentMessage | undefined {
  const wanted = requestId.toLowerCase();
  const found = messages.find(
    ({ author, attributes }) => author === identity && parseObject(attributes)[REQUEST_ID] === wanted,
  );
  return found && { messageSid: found.sid, index: found.index };
}
