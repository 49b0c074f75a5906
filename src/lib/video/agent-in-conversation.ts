import { forbidden, gone, RequestError } from '../http/errors';
import type { Conversation, Participant } from '../twilio/conversations';

/** Only who talks with a customer may call them. */
export const notInConversation = () =>
  forbidden('not_in_conversation', 'Only an agent who is in this conversation may do this.');

export const conversationClosed = () => gone('conversation_closed', 'This conversation is closed.');

/**
 * The conversation, open, with the agent in it.
 *
 * @throws RequestError 403 not_in_conversation, 404 conversation_unknown, 410 conversation_closed
 */
export function checkAgentIn(
  conversation: Conversation | undefined,
  participant: Participant | undefined,
): { conversation: Conversation; participant: Participant } {
  if (!conversation) throw new RequestError(404, 'conversation_unknown', 'There is no such conversation.');
  if (!participant) throw notInConversation();
  if (conversation.closed) throw conversationClosed();
  return { conversation, participant };
}
