import type { Session } from '../auth/session';
import { forbidden, gone } from '../http/errors';
import type { TwilioParts } from '../twilio/twilio';

/**
 * May this session have another Access Token? Only while its conversation is open and its identity is in it.
 * Two calls, side by side.
 *
 * @throws RequestError 410 conversation_closed, 403 not_in_conversation
 */
export async function checkRefresh(
  { conversations }: Pick<TwilioParts, 'conversations'>,
  { conversationSid, identity }: Session,
): Promise<void> {
  const [conversation, participant] = await Promise.all([
    conversations.fetch(conversationSid),
    conversations.participant(conversationSid, identity),
  ]);
  if (!conversation || conversation.closed) throw gone('conversation_closed', 'This chat is over. Start a new one.');
  if (!participant)
    throw forbidden('not_in_conversation', 'You are not in this conversation any more. Start a new chat.');
}

/** Seconds: the configured lifetime, cut off where the session ends. @param now milliseconds */
export function tokenLifetime(configuredSeconds: number, session: Session, now: number): number {
  return Math.max(1, Math.min(configuredSeconds, session.end - Math.floor(now / 1000)));
}
