import { NAMELESS } from '../auth/customer-identity';
import type { HandoffNote } from '../handoff-note/handoff-note';
import type { CallSid, ConversationSid, WorkerSid } from '../twilio/sids';

/** Send to Flex takes no more characters than this. */
export const TASK_ATTRIBUTES_LIMIT = 1024;
/** What the task is made from. */
export interface TaskFacts {
  /** Of a chat. */
  conversationSid?: ConversationSid;
  /** Of a call. */
  callSid?: CallSid;
  site: string;
  /** Language tag; `languageBase` of the task is what stands before its first hyphen. */
  language: string;
  /** A word or two, chosen by a page or typed by the customer: text, never a queue. */
  topic: string;
  verified: boolean;
  /** As the page gave it or, for a verified customer, as the company's back end did. */
  name: string | undefined;
  /** Opaque chat identity; of a call, the number that calls. */
  identity: string;
  /** Instead of waiting, the customer left a message. */
  messageLeft: boolean;
  /** What the page sent along before the chat. */
  preEngagement: Record<string, unknown>;
  /** Kind of media; `web` unless something else is said. */
  channelType?: string;
  /** Of /conversation-handoff, when a server asked: what a bot has found out, and why it hands over. */
  summary?: string | undefined;
  reason?: string | undefined;
  /** Of a bot's HandoffNote. */
  reasonCode?: HandoffNote['reasonCode'] | undefined;
  sentiment?: HandoffNote['sentiment'] | undefined;
  /** Friendly name of a queue that the site lists. */
  queue?: string | undefined;
  /** Tells the task of /conversation-handoff from others of the same conversation. */
  handoffId?: string;
  /** The customer waits for a video call. */
  video?: boolean;
  /** Who served this customer last, as we remember it or a server says. */
  lastAgentSid?: WorkerSid | undefined;
  /** The customer is called back: the names of twilio-professional-services/flex-project-template. */
  callBack?: CallBack;
}

export interface CallBack {
  numberToCall: string;
  /** Of ours, that the customer had called. */
  numberToCallFrom: string;
  attempts: number;
  /** ISO 8601. */
  utcDateTimeReceived: string;
}

/** The whole summary stands in the document that `handoffRef` names. */
const SUMMARY_LENGTH = 240;

/**
 * The one contract of a task's attributes for every channel: docs/task-attributes.md. What a customer typed stands
 * under `typed` and can set nothing that routes, except `topic`, which workflows may match but which names no queue.
 *
 * @returns JSON text that fits Send to Flex, also when Studio writes each character beyond ASCII as an escape
 */
export function taskAttributes(facts: TaskFacts): string {
  const name = facts.name ?? NAMELESS;
  const fixed = {
    channelType: facts.channelType ?? 'web',
    direction: 'inbound',
    ...mediumOf(facts),
    site: facts.site,
    language: facts.language,
    languageBase: facts.language.split('-')[0],
    verified: facts.verified,
    ...(facts.messageLeft && { messageLeft: true }),
    customerAddress: facts.identity,
    ...(facts.handoffId && { handoffId: facts.handoffId }),
    ...(facts.queue && { queue: facts.queue }),
    ...(facts.video && { video: true }),
    ...(facts.lastAgentSid && { lastAgentSid: facts.lastAgentSid }),
    ...(facts.reasonCode && { reasonCode: facts.reasonCode }),
    ...(facts.sentiment && { sentiment: facts.sentiment }),
    ...(facts.callBack && { taskType: 'callback', callBackData: facts.callBack }),
    conversations: { communication_channel: facts.callSid ? 'Call' : 'Chat', initiated_by: 'Customer' },
  };
  const shaped = (length: number, typed: Record<string, unknown>, said = true) => ({
    ...fixed,
    name: shorten(name, length),
    customerName: shorten(name, length),
    from: shorten(name, length),
    topic: shorten(facts.topic, length),
    customers: { name: shorten(name, length) },
    ...(said && facts.reason && { reason: shorten(facts.reason, length) }),
    ...(said && facts.summary && { summary: shorten(facts.summary, length * (SUMMARY_LENGTH / 60)) }),
    ...(Object.keys(typed).length > 0 && { typed }),
  });
  const { topic: _, ...typed } = facts.preEngagement;
  const candidates = [shaped(60, typed), shaped(60, {}), shaped(30, {}), shaped(10, {}), shaped(4, {}, false)];
  const texts = candidates.map(asciiJson);
  return texts.find(({ length }) => length <= TASK_ATTRIBUTES_LIMIT) ?? asciiJson(shaped(1, {}, false));
}

/** The task names what it is about, and the Sync document in which the rest of it stands. */
const mediumOf = ({ conversationSid, callSid }: Pick<TaskFacts, 'conversationSid' | 'callSid'>) =>
  callSid
    ? { callSid, handoffRef: `handoff-note.${callSid}` }
    : { conversationSid, handoffRef: `handoff.${conversationSid}` };

/** By code points, so that no character is cut in half. */
function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
