import * as v from 'valibot';
import type { Site } from '../../sites/site';
import type { Admission, NewChat } from '../abuse/visitor-admission';
import type { Caller } from '../auth/callers';
import { PRE_ENGAGEMENT_ATTRIBUTE, SEAL_ATTRIBUTE, sealFacts } from '../auth/conversation-seal';
import { type CustomerNames, visitorNames } from '../auth/customer-identity';
import type { Keys } from '../auth/keys';
import { badRequest, conflict, gone } from '../http/errors';
import { parseObject } from '../json/parse-object';
import type { Conversation } from '../twilio/conversations';
import { claimAdmission, conversationVanished, heedAdmission, outcomeOf } from './admit-visitor';
import { checkStartedAt, StartedAt } from './early-token';
import { verifiedConversation } from './generations';
import { RequestId } from './request-id';
import { type SetUp, setUpConversation } from './set-up-conversation';
import { vouchedCustomer } from './vouched-customer';

export const CreateConversationInput = v.strictObject({
  requestId: RequestId,
  startedAt: v.optional(StartedAt),
  site: v.optional(v.pipe(v.string(), v.maxLength(64))),
  customer: v.optional(
    v.strictObject({
      name: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
      /** Of a server that vouches for its customer: as `sub` of a customer token. */
      subject: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(256), v.regex(/^\P{Cc}*$/u))),
    }),
  ),
  /** A server wants to be told what is said: docs/no-sdk.md. */
  bridge: v.optional(v.boolean()),
  customerToken: v.optional(v.pipe(v.string(), v.maxLength(4096))),
  /** The solution of what /challenge asked. */
  challenge: v.optional(v.pipe(v.string(), v.maxLength(4096))),
  // A list would pass for a record.
  preEngagement: v.optional(
    v.pipe(
      v.unknown(),
      v.check((value) => !Array.isArray(value), 'must be an object'),
      v.record(v.string(), v.unknown()),
    ),
  ),
  locale: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(35), // RFC 5646, 4.4.1
      v.check((tag) => isLanguageTag(tag), 'must be a language tag such as en or de-AT'),
    ),
  ),
});

export type CreateConversationInput = v.InferOutput<typeof CreateConversationInput>;

/** Whatever passes must not make Intl throw later: `en-12` looks like a tag and is none. */
function isLanguageTag(tag: string): boolean {
  try {
    return /^[a-z]{2,3}(-|$)/.test(tag) && Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** A request id opens its conversation for this long; after that it is no key to it any more. */
const REPEAT_WINDOW_MS = 10 * 60 * 1000;

export interface Opened {
  conversation: Conversation;
  names: CustomerNames;
}

export interface CreateConversation extends SetUp {
  keys: Keys;
  now: () => number;
  randomId: () => string;
  /** How visitors and their conversations are named, where not as usual. */
  namesOf?: typeof visitorNames;
  /** Of visitors for whom nobody vouches. */
  admit: (site: Site, newChat: NewChat) => Admission;
}

/**
 * Opens the conversation of this request, or finds it: a repeat, a double click and a lost answer all end in the same
 * one. Verified customers get the one that they have open.
 *
 * @throws RequestError those of Admission, 400 for_servers_only, 400 not_for_servers, 400 pre_engagement_too_large,
 *   409 clock_differs, 409 request_expired, 410 conversation_closed, 502 set_up_refused, 503 conversation_vanished,
 *   503 generation_search
 */
export async function createConversation(
  context: CreateConversation,
  caller: Extract<Caller, { kind: 'page' | 'customer' | 'server' }>,
  input: CreateConversationInput,
): Promise<Opened> {
  const vouched = vouchedCustomer(caller, input);
  const bridge = input.bridge ?? false;
  const preEngagement = checkSize(caller.site, input.preEngagement);
  if (input.startedAt !== undefined) checkStartedAt(input.startedAt, context.now());
  const open = async (names: CustomerNames, repeatWindowMs: number, admission?: Admission) => {
    const seal = await sealFacts(context.keys, {
      uniqueName: names.uniqueName,
      identity: names.identity,
      site: caller.site.name,
      locale: input.locale ?? caller.site.locale,
      verified: vouched !== undefined,
      // What stands beside `verified` in the task comes from the one who verified it.
      name: vouched ? vouched.name : input.customer?.name || undefined,
      ...(bridge && { bridge }),
      nonce: context.randomId(),
    });
    const attributes = JSON.stringify({ [SEAL_ATTRIBUTE]: seal, [PRE_ENGAGEMENT_ATTRIBUTE]: preEngagement });
    return openConversation({ ...context, bridge }, caller.site, names, attributes, repeatWindowMs, admission);
  };
  if (vouched) {
    const customer = { subject: vouched.subject, site: caller.site.name, bridge };
    return verifiedConversation(context, customer, (names) => open(names, Number.POSITIVE_INFINITY));
  }
  // A server's request id opens nothing for a page.
  const requestId = caller.kind === 'server' ? `${bridge ? 'bridge' : 'server'}:${input.requestId}` : input.requestId;
  const names = (context.namesOf ?? visitorNames)(context.keys, requestId, input.startedAt);
  const newChat = { chat: names.uniqueName, challenge: input.challenge };
  const admission = caller.kind === 'page' ? context.admit(caller.site, newChat) : undefined;
  await admission?.check();
  const opened = await open(names, REPEAT_WINDOW_MS, admission);
  if (opened.conversation.closed)
    throw gone('conversation_closed', 'This chat is over. Start a new one with a new requestId.');
  return opened;
}

/** Creates and sets up the conversation of these names; one that was there before is completed, or returned closed. */
async function openConversation(
  context: CreateConversation,
  site: Site,
  names: CustomerNames,
  attributes: string,
  repeatWindowMs: number,
  admission?: Admission,
): Promise<Opened> {
  const claimed = claimAdmission(admission);
  const created = await context.twilio.conversations.create({
    uniqueName: names.uniqueName,
    attributes,
    timers: site.timers,
  });
  const conversation = created ?? (await context.twilio.conversations.fetch(names.uniqueName));
  if (!conversation) throw conversationVanished();
  if (conversation.closed) return { conversation, names };
  // Our own attempt went through although its answer was lost: the nonce in the seal is ours.
  const ours = created !== undefined || sealIn(conversation.attributes) === sealIn(attributes);
  if (!ours && context.now() - conversation.createdAt.getTime() > repeatWindowMs) {
    throw conflict('request_expired', 'This requestId was used before. Start a new chat with a new one.');
  }
  const origin = created ? 'new' : ours ? 'perhaps-new' : 'found';
  const setUp = await outcomeOf(setUpConversation(context, conversation, names.identity, origin));
  await heedAdmission(context, conversation, origin, await claimed);
  if ('error' in setUp) throw setUp.error;
  return { conversation, names };
}

function checkSize(site: Site, preEngagement: Record<string, unknown> = {}): Record<string, unknown> {
  const bytes = bytesOfJson(preEngagement);
  if (bytes > site.limits.preEngagementBytes) {
    throw badRequest(
      'pre_engagement_too_large',
      `preEngagement must not have more than ${site.limits.preEngagementBytes} bytes of JSON.`,
    );
  }
  return preEngagement;
}

function bytesOfJson(value: object): number {
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch {
    return Number.POSITIVE_INFINITY; // nested deeper than the stack is
  }
}

const sealIn = (attributes: string) => parseObject(attributes)[SEAL_ATTRIBUTE];
