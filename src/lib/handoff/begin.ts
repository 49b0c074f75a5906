import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import type { Site } from '../../sites/site';
import { findSite } from '../../sites/sites';
import { localeFor, wordsFor } from '../../sites/words-for';
import { momentIn } from '../../words/moment';
import type { FlowWords } from '../../words/words';
import { readPreEngagement, readSeal } from '../auth/conversation-seal';
import type { Keys } from '../auth/keys';
import type { Conversation } from '../twilio/conversations';
import { ConversationSid, ExecutionSid, FlowSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { recallQuestion, rememberQuestion } from './bridged-talk';
import { type Claim, claimHandoff } from './claim-handoff';
import type { HandoffRecords } from './handoff-record';
import { removeStudioWebhooks } from './remove-studio-webhooks';
import { taskAttributes } from './task-attributes';

/** What the flow has asked the customer last; empty at first. */
const Asked = v.picklist(['', 'offer', 'topic']);

export const BeginInput = v.object({
  conversationSid: ConversationSid,
  flowSid: FlowSid,
  executionSid: ExecutionSid,
  asked: v.optional(Asked, ''),
  reply: v.optional(v.string(), ''),
  /** The message that started the flow: SID, author and text. For bridge mode. */
  messageSid: v.optional(v.string(), ''),
  author: v.optional(v.string(), ''),
  message: v.optional(v.string(), ''),
});

export type BeginInput = v.InferOutput<typeof BeginInput>;

/** What the flow is to do next. */
export type Step =
  | {
      next: 'stop';
      reason: 'already_handed_over' | 'conversation_closed' | 'waits_for_answer' | 'no_answer' | 'too_many_messages';
    }
  /** Say `say`, wait for the answer, come back with it and with `asked` = `asks`. */
  | { next: 'ask'; asks: 'offer' | 'topic'; say: string }
  /** Say `say`, then Send to Flex; silently where we have said it. */
  | {
      next: 'send' | 'send_silently';
      say: string;
      messageLeft: boolean;
      taskAttributes: string;
      priority: string;
      timeout: string;
    };

/** What the flow says by itself when it cannot reach us any more. */
export interface UnreachableWords {
  agentAsked: string;
  sorry: string;
}

/** Is somebody there? The part of availability that matters here. */
export interface Presence {
  open: boolean;
  available: boolean | null;
  /** ISO 8601 */
  opensAt?: string;
  /** What to say while the site is closed by hand, by language or region. */
  closedMessage?: Readonly<Record<string, string>>;
}

export interface Begin {
  twilio: Pick<TwilioParts, 'conversations' | 'messages' | 'studio' | 'tasks'>;
  records: HandoffRecords;
  keys: Keys;
  presence: (site: Site) => Promise<Presence>;
  /** Milliseconds since 1970. */
  now: () => number;
  note: (facts: { problem: string }) => void;
}

/**
 * How long a task may look for an agent; a message that was left may wait a week, less than the site's
 * `messageTimers`. Seconds, as text.
 */
const WAIT_SECONDS = '3600';
const MESSAGE_SECONDS = '604800';

/**
 * The flow asks this first, and again with each answer of the customer. It holds the claim on the hand-off: of several
 * flows on one conversation, one goes on and the others stop.
 */
export async function beginHandoff(
  context: Begin,
  input: BeginInput,
): Promise<Step & { unreachable?: UnreachableWords }> {
  const { conversationSid } = input;
  const conversation = await context.twilio.conversations.fetch(conversationSid);
  if (!conversation || conversation.closed) return { next: 'stop', reason: 'conversation_closed' };
  const chat = await readChat(context.keys, conversation);
  const heard = chat.bridge ? await recallQuestion(context.records, chat.identity, input) : input;
  if (!heard) return { next: 'stop', reason: 'no_answer' };
  const asking = heard.asked === '' ? context.presence(chat.site) : undefined;
  // In bridge mode the claim remembers the question, so what comes next must be known first.
  const question = chat.bridge ? nextStep(chat, heard, await asking, context.now()) : undefined;
  const remembered = question?.next === 'ask' ? rememberQuestion(question.asks, input.messageSid) : {};
  const [claim, presence, tooMany] = await Promise.all([
    claimHandoff(context, input, { site: chat.site.name, locale: chat.locale, ...remembered }),
    asking,
    tooManyMessages(context, chat, input),
  ]);
  if (claim !== 'ours') {
    await stopListening(context, conversationSid, claim);
    return { next: 'stop', reason: 'already_handed_over' };
  }
  if (tooMany) return { next: 'stop', reason: 'too_many_messages' };
  const step = nextStep(chat, heard, presence, context.now());
  if (step.next === 'send' && step.messageLeft) await keepOpen(context, conversationSid, chat.site);
  const answer = chat.bridge ? await speakForFlow(context, conversationSid, step) : step;
  const { agentAsked, handoffFailed: sorry } = chat.words;
  return { ...answer, unreachable: { agentAsked, sorry } };
}

/**
 * Whoever writes on and on without ever getting as far as a task, is not answered any more. In bridge mode /message-send
 * sees to it. Where Twilio does not say, a customer is not left without an answer.
 */
async function tooManyMessages({ twilio, note }: Begin, chat: Chat, input: BeginInput): Promise<boolean> {
  if (chat.bridge || input.asked !== '') return false;
  const [newest] = await twilio.messages.last(input.conversationSid, 1).catch((error: Error) => {
    note({ problem: `The messages are not counted: ${error.message}` });
    return [];
  });
  return newest !== undefined && newest.index >= chat.site.limits.messagesBeforeTask;
}

/** In bridge mode: says what the flow would, and leaves it the rest. */
async function speakForFlow({ twilio }: Begin, conversationSid: ConversationSid, step: Step): Promise<Step> {
  if (step.next !== 'ask' && step.next !== 'send') return step;
  await twilio.conversations.say(conversationSid, step.say);
  if (step.next === 'ask') return { next: 'stop', reason: 'waits_for_answer' };
  return { ...step, next: 'send_silently', say: '' };
}

interface Chat {
  site: Site;
  locale: string;
  words: FlowWords;
  /** What a page said it is about, if it did. */
  topic: string;
  /** Chat identity of the customer. */
  identity: string;
  bridge: boolean;
  attributes: (topic: string, messageLeft: boolean) => string;
}

async function readChat(keys: Keys, conversation: Conversation): Promise<Chat> {
  const seal = await readSeal(keys, conversation);
  const site = findSite(seal?.site ?? '') ?? defaultSite;
  const locale = seal?.locale ?? site.locale;
  const preEngagement = readPreEngagement(conversation.attributes);
  return {
    site,
    locale,
    words: wordsFor(site, locale),
    topic: typeof preEngagement.topic === 'string' ? preEngagement.topic.trim() : '',
    identity: seal?.identity ?? '',
    bridge: seal?.bridge ?? false,
    attributes: (topic, messageLeft) =>
      taskAttributes({
        conversationSid: conversation.sid,
        site: site.name,
        language: locale,
        topic,
        verified: seal?.verified ?? false,
        name: seal?.name,
        identity: seal?.identity ?? '',
        messageLeft,
        preEngagement,
      }),
  };
}

function nextStep(chat: Chat, heard: BeginInput, presence: Presence | undefined, now: number): Step {
  const { asked } = heard;
  const reply = [...heard.reply].slice(0, chat.site.limits.messageCharacters).join('');
  const { words } = chat;
  const away = presence && (!presence.open || presence.available === false);
  if (asked === '' && away) {
    return { next: 'ask', asks: 'offer', say: [words.greeting, whyAway(chat, presence, now), words.offer].join(' ') };
  }
  if (asked === 'offer' && !words.waitAnswers.includes(reply.trim().toLowerCase())) {
    return {
      next: 'send',
      say: words.messageTaken,
      messageLeft: true,
      taskAttributes: chat.attributes(chat.topic || reply, true),
      priority: '0',
      timeout: MESSAGE_SECONDS,
    };
  }
  const greeting = asked === '' ? `${words.greeting} ` : '';
  if (asked !== 'topic' && chat.topic === '') return { next: 'ask', asks: 'topic', say: greeting + words.askTopic };
  return {
    next: 'send',
    say: greeting + words.waiting,
    messageLeft: false,
    taskAttributes: chat.attributes(asked === 'topic' ? reply : chat.topic, false),
    priority: '0',
    timeout: WAIT_SECONDS,
  };
}

function whyAway({ words, locale, site }: Chat, { open, opensAt, closedMessage }: Presence, now: number): string {
  if (open) return words.nobodyHere;
  const message = closedMessage && nearest(closedMessage, [locale, site.locale]);
  if (message) return message;
  // A site that never closes by itself has no time zone in which to tell a time.
  if (!opensAt || site.hours === 'always') return words.closed;
  const moment = momentIn(Date.parse(opensAt), now, localeFor(site, locale), site.hours.timeZone);
  return words.closedUntil.replace('{opensAt}', moment);
}

/** The text in the first of these locales that has one; `de-AT` is satisfied by `de`. */
function nearest(texts: Readonly<Record<string, string>>, locales: string[]): string | undefined {
  const tag = locales
    .flatMap((locale) => [locale, locale.split('-')[0] ?? ''])
    .find((each) => Object.hasOwn(texts, each));
  return tag === undefined ? undefined : texts[tag];
}

/** A message that was left on Friday evening must still be there on Monday. */
async function keepOpen(context: Begin, conversationSid: ConversationSid, site: Site): Promise<void> {
  await context.twilio.conversations
    .setTimers(conversationSid, site.messageTimers)
    .catch((error: Error) => context.note({ problem: `The timers stay short: ${error.message}` }));
}

/** A flow that starts after the hand-off shows that its webhook is still there: removing it must have failed. */
async function stopListening(context: Begin, conversationSid: ConversationSid, claim: Claim): Promise<void> {
  if (claim !== 'opened') return;
  await removeStudioWebhooks(context.twilio.conversations, conversationSid).catch((error: Error) =>
    context.note({ problem: `Studio's webhook is still there: ${error.message}` }),
  );
}
