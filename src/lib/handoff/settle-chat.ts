import { defaultSite } from '../../sites/default';
import { findSite, wordsFor } from '../../sites/sites';
import { isCustomerIdentity } from '../auth/customer-identity';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { closeChat, closeInteraction } from './close-chat';
import type { Handoff, HandoffRecords, OpenedHandoff } from './handoff-record';
import { readHandoff } from './read-handoff';

export interface SettleChat {
  twilio: Pick<TwilioParts, 'conversations' | 'interactions' | 'studio' | 'taskRouter'>;
  records: HandoffRecords;
  pause: (milliseconds: number) => Promise<void>;
  randomId: () => string;
}

/**
 * Interactions are asynchronous: the task of an invite that was just accepted may not be there yet, and an agent who
 * was just taken over may leave first. So nobody is written off at one look.
 */
const LOOK_AGAIN_MS = 1500;

/**
 * After somebody left, or a task ended: is anybody still there for this customer? State is per conversation: while an
 * agent is in it or a task is looking for one, nothing ends. Otherwise the customer is told and the chat ended, so that
 * nobody waits for nothing.
 *
 * @param why which words the customer gets
 */
export async function settleChat(
  context: SettleChat,
  conversationSid: ConversationSid,
  why: 'agentLeft' | 'queueTimeout',
): Promise<'ended' | 'goes_on'> {
  const { twilio, records } = context;
  const handoff = await readHandoff(context, conversationSid);
  if (handoff?.value.state !== 'opened') return 'goes_on';
  for (const lookAgain of [true, false]) {
    const found = await look(context, conversationSid, handoff.value);
    if (found === 'somebody') return 'goes_on';
    if (found === 'ended') {
      await closeChat(context, conversationSid);
      return 'ended';
    }
    if (found === 'closed') {
      await closeInteraction(context, handoff);
      await records.remove(conversationSid);
      return 'ended';
    }
    if (lookAgain) await context.pause(LOOK_AGAIN_MS);
  }
  if (!handoff.value.ending) {
    const ending = context.randomId();
    await records.replace(conversationSid, { ...handoff.value, ending }, handoff.revision);
    const now = await records.read(conversationSid);
    if (now?.value.state !== 'opened' || now.value.ending !== ending) return 'goes_on'; // another event saw the same
    await twilio.conversations.say(conversationSid, words(handoff.value)[why]).catch(() => undefined);
  }
  await closeChat(context, conversationSid);
  return 'ended';
}

/** `ended`: an agent has ended the interaction, and Flex has left the conversation open. */
async function look(
  { twilio }: SettleChat,
  conversationSid: ConversationSid,
  { interactionSid, channelSid }: OpenedHandoff,
): Promise<'somebody' | 'nobody' | 'ended' | 'closed'> {
  const [conversation, participants, openTask, ended] = await Promise.all([
    twilio.conversations.fetch(conversationSid),
    twilio.conversations.participants(conversationSid),
    twilio.taskRouter.hasOpenTask(conversationSid),
    channelSid && twilio.interactions.isClosed(interactionSid, channelSid),
  ]);
  if (!conversation || conversation.closed) return 'closed';
  if (ended) return 'ended';
  const agentIsIn = participants.some(({ identity }) => !isCustomerIdentity(identity));
  return agentIsIn || openTask ? 'somebody' : 'nobody';
}

function words({ site: name, locale }: Handoff) {
  return wordsFor(findSite(name) ?? defaultSite, locale);
}
