import { type ActingCustomer, actingCustomer, conversationMeant } from '../auth/acting-customer';
import type { Caller } from '../auth/callers';
import type { Keys } from '../auth/keys';
import { forbidden, gone, RequestError } from '../http/errors';
import { parseObject } from '../json/parse-object';
import type { Stored } from '../state/documents';
import type { Message } from '../twilio/messages';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { UpstreamError } from '../twilio/upstream-error';
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
  undo: Pick<TwilioParts, 'sync'>;
  keys: Keys;
  now: () => number;
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
  const { twilio, keys, now } = context;
  const conversationSid = conversationMeant(caller, input.conversationSid);
  const claims = new SendClaims(twilio.sync, now);
  const looks = Promise.all([
    twilio.conversations.fetch(conversationSid),
    twilio.conversations.participants(conversationSid),
    twilio.messages.last(conversationSid, RECENT),
  ]);
  looks.catch(() => undefined); // said below, unless the claim fails before
  const claim = await claims.take(conversationSid, input.requestId);
  let ours = claim.created;
  try {
    const [conversation, participants, recent] = await looks;
    const customer = await actingCustomer(keys, caller, conversation);
    const sent = ours ? undefined : findSent(recent, customer, input.requestId);
    if (sent) return sent;
    if (!conversation || conversation.closed) throw gone('conversation_closed', 'This chat is over. Start a new one.');
    if (!participants.some(({ identity }) => identity === customer.identity)) {
      throw forbidden('not_in_conversation', 'The customer is not in this conversation any more. Start a new chat.');
    }
    checkLength(customer.site, input.text);
    if (!ours) {
      await takeOver(claims, claim, conversationSid, input.requestId);
      ours = true;
      const since = await twilio.messages.since(conversationSid, new Date(claim.value.at - CLOCKS_MS));
      const before = findSent(since, customer, input.requestId);
      if (before) return before;
    }
    checkRate(recent, customer.identity, now());
    await checkBeforeTask(customer.site, recent, () => context.hasReachedAgents(conversationSid));
    if (customer.bridge) await context.untilFlowIsDone(conversationSid);
    return await send(context, customer, conversationSid, input);
  } catch (error) {
    if (ours && nothingWasSent(error)) {
      await new SendClaims(context.undo.sync, now).release(conversationSid, input.requestId).catch(() => undefined);
    }
    throw error;
  }
}

async function send(
  { twilio }: SendMessage,
  { identity }: ActingCustomer,
  conversationSid: ConversationSid,
  { requestId, text }: SendMessageInput,
): Promise<SentMessage> {
  const attributes = JSON.stringify({ [REQUEST_ID]: requestId.toLowerCase() });
  const { sid, index } = await twilio.messages
    .send(conversationSid, { author: identity, text, attributes })
    .catch(async (error) => {
      // Closed since we looked.
      const conversation = isRefused(error) ? await twilio.conversations.fetch(conversationSid) : undefined;
      throw conversation?.closed ? gone('conversation_closed', 'This chat is over. Start a new one.') : error;
    });
  return { messageSid: sid, index };
}

/** The request came before. Whoever has it may be at work, may have sent it, or died before. */
async function takeOver(
  claims: SendClaims,
  held: Stored<SendClaim>,
  conversationSid: ConversationSid,
  requestId: string,
): Promise<void> {
  if (!claims.isAtWork(held) && (await claims.takeOver(conversationSid, requestId, held))) return;
  throw new RequestError(
    503,
    'message_on_its_way',
    'The first request with this requestId is still being worked on. Send the same request again.',
    true,
    2,
  );
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

/** After an answer that was lost, it may have been sent: the claim stays until it is too old to be at work. */
const nothingWasSent = (error: unknown) => !(error instanceof UpstreamError && error.ambiguous);

const isRefused = (error: unknown) => error instanceof UpstreamError && error.kind === 'refused';
