import { randomUUID } from 'node:crypto';
import { chatToken } from '../chat-token';
import { openConversation } from '../open-conversation';
import { otherFunction } from '../other-function';

/** The starters' way: everything is created first, then the token, all in one answer. */
export const handler = otherFunction(async (context) => {
  const identity = randomUUID();
  const conversationSid = await openConversation(context, identity);
  return { conversationSid, identity, token: chatToken(context, identity) };
});
