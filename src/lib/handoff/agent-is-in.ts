import { isCustomerIdentity } from '../auth/customer-identity';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import type { StoredHandoff } from './handoff-record';

/**
 * Is an agent in this conversation: anybody but the customer?
 *
 * @param handoff where it stands; a conversation that is not of our making has others in it from before the hand-off
 */
export async function agentIsIn(
  conversations: Pick<TwilioParts['conversations'], 'participants'>,
  conversationSid: ConversationSid,
  handoff: StoredHandoff | undefined | Promise<StoredHandoff | undefined>,
): Promise<boolean> {
  const [participants, held] = await Promise.all([conversations.participants(conversationSid), handoff]);
  const others = held && held.value.state !== 'claimed' ? held.value.request?.others : undefined;
  return participants.some(({ sid, identity }) => !isCustomerIdentity(identity) && !others?.includes(sid));
}
