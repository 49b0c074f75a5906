import { isCustomerIdentity } from '../auth/customer-identity';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';

/** Is anybody but the customer in this conversation? */
export async function agentIsIn(
  conversations: Pick<TwilioParts['conversations'], 'participants'>,
  conversationSid: ConversationSid,
): Promise<boolean> {
  const participants = await conversations.participants(conversationSid);
  return participants.some(({ identity }) => !isCustomerIdentity(identity));
}
