import { RateChatInput, rateChat } from '../lib/customer/rate-chat';
import { defineFunction } from '../lib/http/define-function';

/** The customer says how it was; the agent's task keeps it. */
export const handler = defineFunction({
  allow: ['session'],
  input: RateChatInput,
  run: ({ input, caller: { session }, twilio, note }) => {
    note({ conversationSid: session.conversationSid });
    return rateChat(twilio, session, input);
  },
});
