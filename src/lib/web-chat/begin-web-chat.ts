import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import type { OpeningWebChat } from './web-chat-form';

export interface BeginWebChat {
  twilio: Pick<TwilioParts, 'conversations' | 'messages'>;
  note: (facts: { problem: string }) => void;
}

/**
 * What the web chat shows first: the customer's name, and the question as the first message, which starts the flow. The
 * chat is open without them, so a failure is noted and no more. Two calls, side by side.
 */
export async function beginWebChat(
  { twilio, note }: BeginWebChat,
  conversationSid: ConversationSid,
  identity: string,
  { customer, query }: OpeningWebChat,
): Promise<void> {
  const unlessItFails = (what: string) => (error: Error) => note({ problem: `${what}: ${error.message}` });
  await Promise.all([
    customer.name &&
      twilio.conversations.setUserName(identity, customer.name).catch(unlessItFails('The customer has no name')),
    query &&
      twilio.messages
        .send(conversationSid, { author: identity, text: query, attributes: '{}' })
        .catch(unlessItFails('The question is no message')),
  ]);
}
