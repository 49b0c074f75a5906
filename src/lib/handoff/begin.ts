import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import type { Site } from '../../sites/site';
import { findSite, wordsFor } from '../../sites/sites';
import type { Words } from '../../sites/words';
import { readPreEngagement, readSeal } from '../auth/conversation-seal';
import type { Keys } from '../auth/keys';
import type { Conversation } from '../twilio/conversations';
import { ConversationSid, ExecutionSid, FlowSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
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
});

export type BeginInput = v.InferOutput<typeof BeginInput>;

/** What the flow is to do next. */
export type Step =
  | { next: 'stop'; reason: 'already_handed_over' | 'conversation_closed' }
  /** Say `say`, wait for the answer, come back with it and with `asked` = `asks`. */
  | { next: 'ask'; asks: 'offer' | 'topic'; say: string }
  /** Say `say`, then Send to Flex. */
  | { next: 'send'; say: string; messageLeft: boolean; taskAttributes: string; priority: string; timeout: string };

/** Is somebody there? The part of availability that matters here. */
export interface Presence {
  open: boolean;
  available: boolean | null;
  opensAt?: string;
}

export interface Begin {
  twilio: Pick<TwilioParts, 'conversations' | 'studio'>;
  records: HandoffRecords;
  keys: Keys;
  presence: (site: Site) => Promise<Presence>;
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
export async function beginHandoff(context: Begin, input: BeginInput): Promise<Step> {
  const { conversationSid } = input;
  const conversation = await context.twilio.conversations.fetch(conversationSid);
  if (!conversation || conversation.closed) return { next: 'stop', reason: 'conversation_closed' };
  const chat = await readChat(context.keys, conversation);
  const [claim, presence] = await Promise.all([
    claimHandoff(context, input, { site: chat.site.name, locale: chat.locale }),
    input.asked === '' ? context.presence(chat.site) : undefined,
  ]);
  if (claim !== 'ours') {
    await stopListening(context, conversationSid, claim);
    return { next: 'stop', reason: 'already_handed_over' };
  }
  const step = nextStep(chat, input, presence);
  if (step.next === 'send' && step.messageLeft) await keepOpen(context, conversationSid, chat.site);
  return step;
}

interface Chat {
  site: Site;
  locale: string;
  words: Words;
  /** What a page said it is about, if it did. */
  topic: string;
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

function nextStep(chat: Chat, { asked, reply }: BeginInput, presence: Presence | undefined): Step {
  const { words } = chat;
  const away = presence && (!presence.open || presence.available === false);
  if (asked === '' && away) {
    return { next: 'ask', asks: 'offer', say: [words.greeting, whyAway(chat, presence), words.offer].join(' ') };
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

function whyAway({ words, locale, site }: Chat, { open, opensAt }: Presence): string {
  if (open) return words.nobodyHere;
  if (!opensAt) return words.closed;
  const timeZone = site.hours === 'always' ? 'UTC' : site.hours.timeZone;
  const moment = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long', hour: 'numeric', minute: '2-digit' });
  return words.closedUntil.replace('{opensAt}', moment.format(new Date(opensAt)));
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
