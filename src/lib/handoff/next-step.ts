import * as v from 'valibot';
import type { Site } from '../../sites/site';
import { localeFor } from '../../sites/words-for';
import { momentIn } from '../../words/moment';
import type { FlowWords } from '../../words/words';
import type { SealedFacts } from '../auth/conversation-seal';
import type { WorkerSid } from '../twilio/sids';

/** What the flow has asked the customer last; empty at first. */
export const Asked = v.picklist(['', 'offer', 'topic']);

export interface Heard {
  asked: v.InferOutput<typeof Asked>;
  reply: string;
}

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

/** Is somebody there? The part of availability that matters here. */
export interface Presence {
  open: boolean;
  available: boolean | null;
  /** ISO 8601 */
  opensAt?: string;
  /** What to say while the site is closed by hand, by language or region. */
  closedMessage?: Readonly<Record<string, string>>;
}

/** What we know of a chat before it has an agent. */
export interface Chat {
  site: Site;
  locale: string;
  words: FlowWords;
  /** What a page said it is about, if it did. */
  topic: string;
  /** What is certain of the customer; undefined where the conversation is not of our making. */
  seal: SealedFacts | undefined;
  attributes: (topic: string, messageLeft: boolean, lastAgentSid: WorkerSid | undefined) => string;
}

/**
 * How long a task may look for an agent; a message that was left may wait a week, less than the site's
 * `messageTimers`. Seconds, as text.
 */
const WAIT_SECONDS = '3600';
const MESSAGE_SECONDS = '604800';

/**
 * What the flow does after what it has heard.
 *
 * @param presence undefined where the customer has been asked before: then it does not matter any more
 * @param now milliseconds since 1970
 */
export function nextStep(
  chat: Chat,
  heard: Heard,
  presence: Presence | undefined,
  now: number,
  lastAgentSid?: WorkerSid | undefined,
): Step {
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
      taskAttributes: chat.attributes(chat.topic || reply, true, lastAgentSid),
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
    taskAttributes: chat.attributes(asked === 'topic' ? reply : chat.topic, false, lastAgentSid),
    priority: '0',
    timeout: WAIT_SECONDS,
  };
}

/** May the next step be a task, or is it a question whoever is there? */
export const mayBecomeTask = (chat: Chat, { asked }: Pick<Heard, 'asked'>) => asked !== '' || chat.topic !== '';

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
