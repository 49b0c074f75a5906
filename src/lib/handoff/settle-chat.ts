import { defaultSite } from '../../sites/default';
import { findSite } from '../../sites/sites';
import { wordsFor } from '../../sites/words-for';
import type { Deadline } from '../http/deadline';
import type { Stored } from '../state/documents';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { agentIsIn } from './agent-is-in';
import { closeInteraction } from './close-chat';
import { handBack } from './hand-back';
import { type HandoffRecords, isAsked, type OpenedHandoff } from './handoff-record';
import { type PursueRequest, pursueRequest } from './pursue-request';
import { readHandoff } from './read-handoff';

export interface SettleChat extends PursueRequest {
  twilio: Pick<TwilioParts, 'conversations' | 'interactions' | 'studio' | 'taskRouter' | 'tasks'>;
  records: HandoffRecords;
  deadline: Pick<Deadline, 'remaining'>;
  pause: (milliseconds: number) => Promise<void>;
}

/**
 * Interactions are asynchronous: the task of an invite that was just accepted may not be there yet, and an agent who
 * was just taken over may leave first. So nobody is written off at one look.
 */
const LOOK_AGAIN_MS = 1500;
/** Kept for closing: a chat that is said to have ended must have ended. */
const TIME_TO_CLOSE_MS = 2000;

/**
 * After somebody left, or a task ended: is anybody still there for this customer? State is per conversation: while an
 * agent is in it or a task is looking for one, nothing ends. Otherwise the customer is told and the chat ended, so that
 * nobody waits for nothing. What /conversation-handoff handed over and nobody took goes back to where it came from.
 *
 * @param why which words the customer gets
 */
export async function settleChat(
  context: SettleChat,
  conversationSid: ConversationSid,
  why: 'agentLeft' | 'queueTimeout',
): Promise<'ended' | 'goes_on'> {
  const { twilio, records, deadline } = context;
  const handoff = await readHandoff(context, conversationSid);
  if (isAsked(handoff) && handoff.value.state === 'requested') {
    await pursueRequest(context, conversationSid, handoff);
    return 'goes_on';
  }
  if (!isOpened(handoff)) return 'goes_on';
  let found = await look(context, conversationSid, handoff);
  if (found === 'nobody' && deadline.remaining() > LOOK_AGAIN_MS + TIME_TO_CLOSE_MS) {
    await context.pause(LOOK_AGAIN_MS);
    found = await look(context, conversationSid, handoff);
  }
  if (found === 'somebody') return 'goes_on';
  if (found === 'nobody' && why === 'queueTimeout' && isAsked(handoff) && !(await wasTaken(context, conversationSid))) {
    await handBack(context, conversationSid, handoff);
    return 'goes_on';
  }
  if (found === 'nobody' && !(await tellOnce(context, conversationSid, handoff, why))) return 'goes_on';
  if (found !== 'ended') {
    // Where nobody is left, no task waits, but who was here may still be wrapping up.
    const attended = found === 'nobody' || (await agentIsIn(twilio.conversations, conversationSid, handoff));
    await closeInteraction(twilio.interactions, handoff, attended);
  }
  if (found !== 'closed') await twilio.conversations.close(conversationSid);
  await records.remove(conversationSid);
  return 'ended';
}

/** `ended`: an agent has ended the interaction, and Flex has left the conversation open. `closed`: it is closed. */
type Found = 'somebody' | 'nobody' | 'ended' | 'closed';

async function look(
  { twilio }: SettleChat,
  conversationSid: ConversationSid,
  handoff: Stored<OpenedHandoff>,
): Promise<Found> {
  const [conversation, attended, channel] = await Promise.all([
    twilio.conversations.fetch(conversationSid),
    agentIsIn(twilio.conversations, conversationSid, handoff),
    twilio.interactions.channel(handoff.value.interactionSid),
  ]);
  if (!conversation || conversation.closed) return 'closed';
  if (!channel || channel.state === 'ended') return 'ended';
  if (attended || channel.state === 'parked') return 'somebody';
  // Asked last and only now: Twilio takes no more than 3 of these a second.
  return (await twilio.taskRouter.hasOpenTask(conversationSid)) ? 'somebody' : 'nobody';
}

/** Has an agent ever accepted? TaskRouter forgets ended tasks, but not at once. */
async function wasTaken({ twilio }: SettleChat, conversationSid: ConversationSid): Promise<boolean> {
  const tasks = await twilio.tasks.ofConversation(conversationSid);
  return tasks.some(({ status }) => status === 'assigned' || status === 'wrapping' || status === 'completed');
}

/** Of several events that see the same end, one tells the customer. False: another one does, and closes. */
async function tellOnce(
  { twilio, records, deadline, randomId }: SettleChat,
  conversationSid: ConversationSid,
  handoff: Stored<OpenedHandoff>,
  why: 'agentLeft' | 'queueTimeout',
): Promise<boolean> {
  if (handoff.value.ending) return true; // told before, but not closed
  const ending = randomId();
  if (!(await records.replace(conversationSid, { ...handoff.value, ending }, handoff.revision))) {
    const now = await records.read(conversationSid); // perhaps it is ours, and only the answer was lost
    if (!isOpened(now) || now.value.ending !== ending) return false;
  }
  const { site, locale } = handoff.value;
  const words = wordsFor(findSite(site) ?? defaultSite, locale)[why];
  if (deadline.remaining() > TIME_TO_CLOSE_MS)
    await twilio.conversations.say(conversationSid, words).catch(() => undefined);
  return true;
}

function isOpened(handoff: Stored<{ state: string }> | undefined): handoff is Stored<OpenedHandoff> {
  return handoff?.value.state === 'opened';
}
