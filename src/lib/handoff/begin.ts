import * as v from 'valibot';
import { defaultSite } from '../../sites/default';
import type { Site } from '../../sites/site';
import { findSite } from '../../sites/sites';
import { wordsFor } from '../../sites/words-for';
import { readPreEngagement, readSeal } from '../auth/conversation-seal';
import type { Keys } from '../auth/keys';
import type { Conversation } from '../twilio/conversations';
import { ConversationSid, ExecutionSid, FlowSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { recallQuestion, rememberQuestion } from './bridged-talk';
import { type Claim, claimHandoff } from './claim-handoff';
import type { HandoffRecords } from './handoff-record';
import { recallAgent } from './known-agent';
import { Asked, type Chat, mayBecomeTask, nextStep, type Presence, type Step } from './next-step';
import { removeStudioWebhooks } from './remove-studio-webhooks';
import { taskAttributes } from './task-attributes';

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

/** What the flow says by itself when it cannot reach us any more. */
export interface UnreachableWords {
  agentAsked: string;
  sorry: string;
}

export interface Begin {
  twilio: Pick<TwilioParts, 'conversations' | 'messages' | 'studio' | 'sync' | 'tasks'>;
  records: HandoffRecords;
  keys: Keys;
  presence: (site: Site) => Promise<Presence>;
  /** Milliseconds since 1970. */
  now: () => number;
  note: (facts: { problem: string }) => void;
}

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
  const bridge = chat.seal?.bridge ?? false;
  const heard = bridge ? await recallQuestion(context.records, chat.seal?.identity ?? '', input) : input;
  if (!heard) return { next: 'stop', reason: 'no_answer' };
  const asking = heard.asked === '' ? context.presence(chat.site) : undefined;
  // In bridge mode the claim remembers the question, so what comes next must be known first.
  const question = bridge ? nextStep(chat, heard, await asking, context.now()) : undefined;
  const remembered = question?.next === 'ask' ? rememberQuestion(question.asks, input.messageSid) : {};
  const [claim, presence, tooMany, lastAgentSid] = await Promise.all([
    claimHandoff(context, input, { site: chat.site.name, locale: chat.locale, ...remembered }),
    asking,
    tooManyMessages(context, chat, input),
    mayBecomeTask(chat, heard) ? recallAgent(context, chat.seal) : undefined,
  ]);
  if (claim !== 'ours') {
    await stopListening(context, conversationSid, claim);
    return { next: 'stop', reason: 'already_handed_over' };
  }
  if (tooMany) return { next: 'stop', reason: 'too_many_messages' };
  const step = nextStep(chat, heard, presence, context.now(), lastAgentSid);
  if (step.next === 'send' && step.messageLeft) await keepOpen(context, conversationSid, chat.site);
  const answer = bridge ? await speakForFlow(context, conversationSid, step) : step;
  const { agentAsked, handoffFailed: sorry } = chat.words;
  return { ...answer, unreachable: { agentAsked, sorry } };
}

/**
 * Whoever writes on and on without ever getting as far as a task, is not answered any more. In bridge mode /message-send
 * sees to it. Where Twilio does not say, a customer is not left without an answer.
 */
async function tooManyMessages({ twilio, note }: Begin, chat: Chat, input: BeginInput): Promise<boolean> {
  if (chat.seal?.bridge || input.asked !== '') return false;
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
    seal,
    attributes: (topic, messageLeft, lastAgentSid) =>
      taskAttributes({
        conversationSid: conversation.sid,
        site: site.name,
        language: locale,
        topic,
        verified: seal?.verified ?? false,
        name: seal?.name,
        identity: seal?.identity ?? '',
        messageLeft,
        lastAgentSid,
        preEngagement,
      }),
  };
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
