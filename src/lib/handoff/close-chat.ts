import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import type { HandoffRecords, StoredHandoff } from './handoff-record';
import { readHandoff } from './read-handoff';

export interface CloseChat {
  twilio: Pick<TwilioParts, 'conversations' | 'interactions' | 'studio'>;
  records: HandoffRecords;
}

/**
 * Ends a chat for everybody: the Interaction channel first, as Flex wants it, so that its tasks go to wrap-up; then the
 * conversation, which Flex may or may not close by itself; then our own state. Ending twice is fine.
 */
export async function closeChat(context: CloseChat, conversationSid: ConversationSid): Promise<void> {
  const { twilio, records } = context;
  const before = await records.read(conversationSid);
  await closeInteraction(context, before);
  await twilio.conversations.close(conversationSid);
  // A flow may have asked Flex between our look and the close. It looks at the conversation after it has stored its
  // interaction, we look at the store after we have closed the conversation: one of us sees the other.
  if (before?.value.state !== 'opened') await closeInteraction(context, await readHandoff(context, conversationSid));
  await records.remove(conversationSid);
}

/** Ends the interaction of this hand-off, if it has one. */
export async function closeInteraction(
  { twilio }: { twilio: Pick<TwilioParts, 'interactions'> },
  handoff: StoredHandoff | undefined,
): Promise<void> {
  if (handoff?.value.state !== 'opened') return;
  const { interactionSid } = handoff.value;
  const channelSid = handoff.value.channelSid ?? (await twilio.interactions.channel(interactionSid));
  if (channelSid) await twilio.interactions.close(interactionSid, channelSid);
}
