import { randomUUID } from 'node:crypto';
import { chatToken } from '../chat-token';
import { otherFunction } from '../other-function';
import { conversationsOf } from '../warm-client';

/** One call where a starter has `POST flex-api.twilio.com/v2/WebChats`, then the token: nobody with a server can be faster. */
export const handler = otherFunction(async (context) => {
  const identity = randomUUID();
  const { sid } = await conversationsOf(context).create({ friendlyName: 'Custom chat' });
  return { conversationSid: sid, identity, token: chatToken(context, identity) };
});
