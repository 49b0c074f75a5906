import { actingCustomer, conversationMeant } from '../auth/acting-customer';
import type { Caller } from '../auth/callers';
import type { Keys } from '../auth/keys';
import { forbidden, gone } from '../http/errors';
import { type ToldMessage, toldMessage } from '../transcript/told-message';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';

export interface MessagesAfterInput {
  /** For servers. */
  conversationSid?: ConversationSid | undefined;
  /** -1 for all. */
  after: number;
}

export interface MessagesAfterAnswer {
  messages: ToldMessage[];
  /** There are more than fit: ask again, after the last of these. */
  more?: true;
  /** Of the last message that there is; -1 when there is none. */
  lastIndex: number;
  state: 'open' | 'closed';
}

/**
 * What was said after an index: for front ends that poll, and to catch up. Three calls, side by side; one behind the
 * other only where more than 100 messages are new.
 *
 * @throws RequestError 403 conversation_not_ours, 403 not_in_conversation, 410 conversation_closed
 */
export async function messagesAfter(
  { twilio, keys }: { twilio: Pick<TwilioParts, 'conversations' | 'messages'>; keys: Keys },
  caller: Extract<Caller, { kind: 'session' | 'server' }>,
  input: MessagesAfterInput,
): Promise<MessagesAfterAnswer> {
  const conversationSid = conversationMeant(caller, input.conversationSid);
  const [conversation, participants, { messages, more, lastIndex }] = await Promise.all([
    twilio.conversations.fetch(conversationSid),
    twilio.conversations.participants(conversationSid),
    twilio.messages.after(conversationSid, input.after),
  ]);
  const { identity } = await actingCustomer(keys, caller, conversation);
  if (!conversation) throw gone('conversation_closed', 'This chat is over, and removed. Start a new one.');
  if (!participants.some((participant) => participant.identity === identity)) {
    throw forbidden('not_in_conversation', 'The customer is not in this conversation any more. Start a new chat.');
  }
  return {
    messages: messages.map((message) => toldMessage(message, identity, participants)),
    ...(more && { more }),
    lastIndex,
    state: conversation.closed ? 'closed' : 'open',
  };
}
