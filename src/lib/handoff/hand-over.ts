import { conversationMeant } from '../auth/acting-customer';
import type { Caller } from '../auth/callers';
import type { Keys } from '../auth/keys';
import type { Deadline } from '../http/deadline';
import { forbidden, gone, RequestError } from '../http/errors';
import type { Stored } from '../state/documents';
import type { ScopedWebhook } from '../twilio/conversations';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { undefinedWhenRefused } from '../twilio/upstream-error';
import { WEBHOOK_EVENTS } from '../webhook-events';
import { type AskFlex, askAgainAt, askFlex, release } from './ask-flex';
import { botWebhooks, lacksOurWebhook } from './bot-webhooks';
import { isAbandoned } from './find-task';
import type { HandOverInput } from './hand-over-input';
import { type AskedHandoff, type Claimed, isAsked, type RequestedHandoff, type StoredHandoff } from './handoff-record';
import { handoffRequest } from './handoff-request';
import { type PursueRequest, pursueRequest } from './pursue-request';
import { askedFlex } from './read-handoff';

export interface HandOver extends AskFlex, PursueRequest {
  twilio: Pick<TwilioParts, 'conversations' | 'interactions' | 'studio' | 'sync' | 'tasks'>;
  keys: Keys;
  /** https://DOMAIN */
  ourOrigin: string;
  deadline: Pick<Deadline, 'remaining'>;
  pause: (milliseconds: number) => Promise<void>;
}

export interface HandedOver {
  conversationSid: ConversationSid;
  /** `requested`: Flex was asked; send the same request again. `queued`: the task is there. */
  state: 'requested' | 'queued';
}

const NOT_FOUND = 404;
/** A task appears a moment after Flex was asked. */
const LOOK_AFTER_MS = [300, 1200];
/** Kept for what follows when the task is there, or when nobody took it. */
const TIME_TO_FOLLOW_MS = 4000;

/**
 * Hands an open conversation to agents: claimed once, against flows too; the interaction made once; the bot removed when
 * the task is there and not before; the customer told. A repeat does what is missing, and changes nothing that is done.
 *
 * @throws RequestError 400 (conversation_…, customer_required, queue_unknown, webhook_unknown), 403 server_only,
 *   403 not_in_conversation, 404 conversation_unknown, 409 flow_at_work, 409 webhook_limit, 410 conversation_closed, 502 handoff_refused,
 *   502 handoff_failed, 503 handing_back
 */
export async function handOver(
  context: HandOver,
  caller: Extract<Caller, { kind: 'session' | 'server' }>,
  input: HandOverInput,
): Promise<HandedOver> {
  const { conversations } = context.twilio;
  const conversationSid = conversationMeant(caller, input.conversationSid);
  const [held, conversation, webhooks, participants] = await Promise.all([
    context.records.read(conversationSid),
    conversations.fetch(conversationSid),
    conversations.webhooks(conversationSid).catch(undefinedWhenRefused(NOT_FOUND)),
    conversations.participants(conversationSid),
  ]);
  if (!conversation || !webhooks) {
    throw new RequestError(404, 'conversation_unknown', 'There is no such conversation in this Conversations Service.');
  }
  if (conversation.closed && !isAsked(held)) throw over();
  if (caller.kind === 'session' && !participants.some(({ identity }) => identity === caller.session.identity)) {
    throw forbidden('not_in_conversation', 'You are not in this conversation any more. Start a new chat.');
  }
  const answer = (state: HandedOver['state']) => ({ conversationSid, state });
  const taken = held && (await goOn(context, conversationSid, held, webhooks));
  if (taken && taken !== 'free') return answer(taken);

  const bot = botWebhooks(webhooks, context.ourOrigin, input.handoff.bot?.webhookSid);
  lacksOurWebhook(webhooks, ourWebhook(context)); // before anything is claimed
  const wanted = await handoffRequest(context, caller, input, { conversation, participants, bot });
  const claim = await takeClaim(context, conversationSid, wanted, held);
  if (!isOurs(claim, wanted)) {
    const theirs = await goOn(context, conversationSid, claim, webhooks);
    if (theirs === 'free') throw flowAtWork();
    return answer(theirs);
  }
  await addOurWebhook(context, conversationSid, webhooks).catch((error) => release(context, conversationSid, error));
  return answer(await askAndSee(context, conversationSid, claim, 'first'));
}

const over = () => gone('conversation_closed', 'This conversation is closed.');
const ourWebhook = ({ ourOrigin }: HandOver) => `${ourOrigin}/webhook`;

/** What another call, a flow or an event has come to. `free`: a flow held it and has ended without a result. */
async function goOn(
  context: HandOver,
  conversationSid: ConversationSid,
  held: StoredHandoff,
  webhooks: ScopedWebhook[],
): Promise<HandedOver['state'] | 'free'> {
  if (held.value.state === 'claimed') return flowState(context, held.value);
  if (!isAsked(held)) return flowHandedOver(context, conversationSid);
  const state = await look(context, conversationSid, held);
  if (state === 'queued') return state;
  const { value } = held;
  if (value.state === 'opened' || state === 'handing_back' || !isAbandoned(value, context.now()))
    return see(context, conversationSid, held);
  const again = { ...value, request: { ...value.request, askAgainAt: askAgainAt(context.now()) } };
  const claim = await context.records.replace(conversationSid, again, held.revision);
  if (!claim) return 'requested';
  await addOurWebhook(context, conversationSid, webhooks);
  return askAndSee(context, conversationSid, { ...claim, value: again }, 'again');
}

/** So that we hear of the end, and of agents who come and go, as in every chat. */
async function addOurWebhook(context: HandOver, conversationSid: ConversationSid, webhooks: ScopedWebhook[]) {
  const url = ourWebhook(context);
  if (!lacksOurWebhook(webhooks, url)) return;
  await context.twilio.conversations.addEventWebhook(conversationSid, url, WEBHOOK_EVENTS);
}

async function flowState({ twilio }: HandOver, { flowSid, executionSid }: Claimed): Promise<'requested' | 'free'> {
  const execution = await twilio.studio.execution(flowSid, executionSid);
  if (askedFlex(execution)) return 'requested';
  if (!execution || execution.ended) return 'free';
  throw flowAtWork();
}

/** Send to Flex is done before its task is there. */
async function flowHandedOver({ twilio }: HandOver, conversationSid: ConversationSid): Promise<HandedOver['state']> {
  return (await twilio.tasks.ofConversation(conversationSid)).length > 0 ? 'queued' : 'requested';
}

const flowAtWork = () =>
  new RequestError(
    409,
    'flow_at_work',
    'A flow is talking with this customer, and hands over by itself. If it ends without, the same request succeeds.',
    true,
  );

/** The record that holds now: ours, unless somebody was faster. */
async function takeClaim(
  { records }: HandOver,
  conversationSid: ConversationSid,
  wanted: RequestedHandoff,
  free: StoredHandoff | undefined,
): Promise<StoredHandoff> {
  const replaced = free && (await records.replace(conversationSid, wanted, free.revision));
  return replaced ?? records.createOrRead(conversationSid, wanted);
}

/** By its id and not by who created it: the answer to our own write may have been lost. */
function isOurs(claim: StoredHandoff, { request }: RequestedHandoff): claim is Stored<RequestedHandoff> {
  return claim.value.state === 'requested' && claim.value.request.id === request.id;
}

async function askAndSee(
  context: HandOver,
  conversationSid: ConversationSid,
  claim: Stored<RequestedHandoff>,
  attempt: 'first' | 'again',
): Promise<HandedOver['state']> {
  const asked = await askFlex(context, conversationSid, claim, attempt);
  if (!asked) throw over();
  return see(context, conversationSid, asked);
}

/** Looks a few times, as long as there is time for what follows. */
async function see(
  context: HandOver,
  conversationSid: ConversationSid,
  held: Stored<AskedHandoff>,
): Promise<HandedOver['state']> {
  let state: Awaited<ReturnType<typeof look>> = 'requested';
  for (const milliseconds of LOOK_AFTER_MS) {
    if (context.deadline.remaining() < milliseconds + TIME_TO_FOLLOW_MS) break;
    await context.pause(milliseconds);
    state = await look(context, conversationSid, held);
    if (state === 'queued') return state;
  }
  if (state === 'requested') return state;
  throw new RequestError(
    503,
    'handing_back',
    'Nobody took the conversation, and it is just being given back. Send the same request again.',
    true,
  );
}

async function look(
  context: HandOver,
  conversationSid: ConversationSid,
  held: Stored<AskedHandoff>,
): Promise<'requested' | 'queued' | 'handing_back'> {
  const pursued = await pursueRequest(context, conversationSid, held);
  if (pursued === 'closed') throw over();
  if (pursued !== 'handed_back') return pursued;
  throw new RequestError(
    502,
    'handoff_failed',
    'Flex could not take the conversation, or nobody did in time. It is as it was before; a new request asks anew.',
  );
}
