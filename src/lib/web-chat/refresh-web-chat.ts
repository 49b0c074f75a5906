import * as v from 'valibot';
import { readChatToken } from '../auth/chat-token';
import { webChatName } from '../auth/customer-identity';
import type { Keys } from '../auth/keys';
import type { Config } from '../config';
import { forbidden, gone, unauthorized } from '../http/errors';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';

export const RefreshWebChatInput = v.strictObject({
  token: v.pipe(v.string(), v.maxLength(8192)),
  site: v.optional(v.pipe(v.string(), v.maxLength(64))),
});

export interface RefreshWebChat {
  twilio: Pick<TwilioParts, 'conversations'>;
  config: Config;
  keys: Keys;
  now: () => number;
}

export interface RefreshedWebChat {
  identity: string;
  conversationSid: ConversationSid;
  /** Seconds that the next Access Token may live. */
  lifetime: number;
}

/**
 * May the holder of this Access Token have another one? Its identity leads to the one conversation that it was given out
 * for: only while that is open, the identity in it, and not longer than SESSION_MAX_SECONDS after it was opened. Two
 * calls, one after the other.
 *
 * @throws RequestError 401 session_expired, 403 token_invalid, 403 not_in_conversation, 410 conversation_closed
 */
export async function refreshWebChat(
  { twilio, config, keys, now }: RefreshWebChat,
  token: string,
): Promise<RefreshedWebChat> {
  const { identity } = await readChatToken(config, token);
  const conversation = await twilio.conversations.fetch(webChatName(keys, identity));
  if (!conversation) throw forbidden('token_invalid', 'This Access Token is of no chat that /initWebchat has opened.');
  if (conversation.closed) throw gone('conversation_closed', 'This chat is over. Start a new one.');
  const left = Math.floor((conversation.createdAt.getTime() - now()) / 1000) + config.SESSION_MAX_SECONDS;
  if (left < 1) throw unauthorized('session_expired', 'This chat session is over. Start a new chat.');
  if (!(await twilio.conversations.participant(conversation.sid, identity))) {
    throw forbidden('not_in_conversation', 'You are not in this conversation any more. Start a new chat.');
  }
  return { identity, conversationSid: conversation.sid, lifetime: Math.min(config.TOKEN_TTL_SECONDS, left) };
}
