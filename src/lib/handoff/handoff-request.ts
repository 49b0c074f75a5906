import type { Site } from '../../sites/site';
import { findSite } from '../../sites/sites';
import { localeFor } from '../../sites/words-for';
import type { Caller } from '../auth/callers';
import { readPreEngagement, readSeal, type SealedFacts } from '../auth/conversation-seal';
import type { Keys } from '../auth/keys';
import { fitNote } from '../handoff-note/fit-note';
import type { HandoffNote } from '../handoff-note/handoff-note';
import { shortenText } from '../handoff-note/shorten-text';
import { badRequest, forbidden } from '../http/errors';
import type { Conversation, Participant, ScopedWebhook } from '../twilio/conversations';
import { CHANNEL_TYPES } from '../twilio/interactions';
import { askAgainAt } from './ask-flex';
import type { HandOverInput } from './hand-over-input';
import type { RequestedHandoff } from './handoff-record';
import { type KnownAgent, recallAgent } from './known-agent';
import { taskAttributes } from './task-attributes';

export interface Found {
  conversation: Conversation;
  participants: Participant[];
  bot: ScopedWebhook[];
}

/**
 * What is asked of Flex, and what has to be remembered for it. Of our own conversations the seal says who the customer
 * is; of others the server that asks. What a page sends along is the customer's word, and stands with what was typed.
 *
 * @throws RequestError 400 queue_unknown, 400 customer_required, 403 server_only
 */
export async function handoffRequest(
  context: KnownAgent & { keys: Keys; randomId: () => string },
  caller: Extract<Caller, { kind: 'session' | 'server' }>,
  input: HandOverInput,
  { conversation, participants, bot }: Found,
): Promise<RequestedHandoff> {
  const { note, queue } = input.handoff;
  const { topic = note?.topic, summary = note?.summary, reason = note?.reason } = input.handoff;
  const { channelType = mediaOf(note) } = input.handoff;
  const customer = await customerOf(context.keys, caller, input, conversation);
  if (queue !== undefined && !customer.site.handoffQueues?.includes(queue)) {
    throw badRequest('queue_unknown', `handoff.queue: the site lists no such queue in \`handoffQueues\`.`);
  }
  const preEngagement = readPreEngagement(conversation.attributes);
  const byServer = caller.kind === 'server';
  const id = context.randomId();
  const text = taskAttributes({
    conversationSid: conversation.sid,
    site: customer.site.name,
    language: note?.language ?? customer.locale,
    topic: topic ?? (typeof preEngagement.topic === 'string' ? preEngagement.topic.trim() : ''),
    verified: customer.verified,
    name: customer.name,
    identity: customer.identity,
    messageLeft: false,
    preEngagement: byServer
      ? preEngagement
      : { ...preEngagement, ...(reason && { reason }), ...(summary && { summary }) },
    channelType,
    ...(byServer && { summary, reason, reasonCode: note?.reasonCode, sentiment: note?.sentiment }),
    queue,
    video: input.handoff.video,
    handoffId: id,
    lastAgentSid: input.handoff.lastAgentSid ?? (await recallAgent(context, customer.seal)),
  });
  return {
    state: 'requested',
    site: customer.site.name,
    locale: customer.locale,
    request: {
      id,
      askAgainAt: askAgainAt(context.now()),
      channelType,
      taskAttributes: text,
      ...(note ? { note: keptNote(note, { topic, reason, summary }) } : summary && { summary }),
      bot,
      others: participants.map(({ sid }) => sid),
    },
  };
}

/** What stands beside the note in the request counts, and is kept in it. */
function keptNote(note: HandoffNote, { topic, reason, summary }: Pick<HandoffNote, 'topic' | 'reason' | 'summary'>) {
  const said = { topic, reason, summary: summary && shortenText(summary, 2000) };
  return fitNote({ ...note, ...Object.fromEntries(Object.entries(said).filter(([, text]) => text)) });
}

/** A conversation that a bot has on the phone beside it is none of the phone's. */
function mediaOf(note: HandoffNote | undefined): RequestedHandoff['request']['channelType'] {
  return CHANNEL_TYPES.find((type) => type === note?.channel) ?? 'web';
}

interface KnownCustomer {
  identity: string;
  name: string | undefined;
  verified: boolean;
  site: Site;
  locale: string;
  /** Of a conversation of our making. */
  seal?: SealedFacts | undefined;
}

async function customerOf(
  keys: Keys,
  caller: Extract<Caller, { kind: 'session' | 'server' }>,
  { customer, locale, handoff }: HandOverInput,
  conversation: Conversation,
): Promise<KnownCustomer> {
  if (
    caller.kind === 'session' &&
    (customer || handoff.bot || handoff.channelType || handoff.lastAgentSid || handoff.note)
  ) {
    throw forbidden(
      'server_only',
      'Only a server may say who the customer is and which agent knows them, which webhook is the bot, what it noted, and which channel it is.',
    );
  }
  const seal = await readSeal(keys, conversation);
  if (seal || caller.kind === 'session') {
    const site = (seal && findSite(seal.site)) ?? caller.site;
    const identity = seal?.identity ?? (caller.kind === 'session' ? caller.session.identity : '');
    const { name, verified = false } = seal ?? {};
    return { identity, name, verified, site, locale: localeFor(site, locale ?? seal?.locale ?? site.locale), seal };
  }
  if (!customer) {
    throw badRequest('customer_required', 'This conversation is not of our making: say who the `customer` is.');
  }
  const { identity, name, verified } = customer;
  return { identity, name, verified, site: caller.site, locale: localeFor(caller.site, locale ?? caller.site.locale) };
}
