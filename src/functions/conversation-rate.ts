import { bySession } from '../lib/auth/session';
import { RateChatInput, rateChat } from '../lib/customer/rate-chat';
import { TaskSearchTurns } from '../lib/customer/task-search-turns';
import { defineFunction } from '../lib/http/define-function';

/** The customer says how it was; the agent's task keeps it. */
export const handler = defineFunction({
  allow: [bySession],
  input: RateChatInput,
  run: ({ input, caller: { session }, twilio, now, note }) => {
    note({ conversationSid: session.conversationSid });
    const turns = new TaskSearchTurns(twilio.sync, now);
    return rateChat({ tasks: twilio.tasks, turns }, session, input);
  },
});
