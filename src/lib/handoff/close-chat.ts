import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { agentIsIn } from './agent-is-in';
import type { HandoffRecords, StoredHandoff } from './handoff-record';
import { readHandoff } from './read-handoff';

export interface CloseChat {
  twilio: Pick<TwilioParts, 'conversations' | 'interactions' | 'studio' | 'tasks'>;
  records: HandoffRecords;
}

/**
 * Ends a chat for everybody: the Interaction channel first, as Flex wants it, so that its tasks end too; then the
 * conversation, which Flex may or may not close by itself; then our own state. Ending twice is fine.
 */
export async function closeChat(context: CloseChat, conversationSid: ConversationSid): Promise<void> {
  const { twilio, records } = context;
  const reading = records.read(conversationSid);
  const [before, attended] = await Promise.all([reading, agentIsIn(twilio.conversations, conversationSid, reading)]);
  await closeInteraction(twilio.interactions, before, attended);
  await twilio.conversations.close(conversationSid);
  // A flow may have asked Flex between our look and the close. It looks at the conversation after it has stored its
  // interaction, we look at the store after we have closed the conversation: one of us sees the other.
  if (before?.value.state !== 'opened') {
    await closeInteraction(twilio.interactions, await readHandoff(context, conversationSid), attended);
  }
  await records.remove(conversationSid);
}

/**
 * Ends the interaction of this hand-off, if it has one.
 *
 * @param attended an agent is in the conversation, and gets to wrap up; otherwise the task has nobody and just ends
 */
export async function closeInteraction(
  interactions: Pick<TwilioParts['interactions'], 'channel' | 'close'>,
  handoff: StoredHandoff | undefined,
  attended: boolean,
): Promise<void> {
  if (!handoff || handoff.value.state === 'claimed') return;
  const { interactionSid, channelSid } = handoff.value;
  if (!interactionSid) return;
  if (attended && channelSid) return interactions.close(interactionSid, channelSid, 'wrapping');
  // Where it has ended, an agent may be wrapping up: to close it anew would end that.
  const channel = await interactions.channel(interactionSid);
  if (!channel || channel.state === 'ended') return;
  await interactions.close(interactionSid, channel.sid, attended ? 'wrapping' : 'closed');
}
