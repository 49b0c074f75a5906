import { randomUUID } from 'node:crypto';
import { openConversation } from '../open-conversation';
import { otherFunction } from '../other-function';

/** Twilio's guide, steps 2a to 2c. The token is got by another request. */
export const handler = otherFunction(async (context) => {
  const identity = randomUUID();
  return { conversationSid: await openConversation(context, identity), identity };
});
