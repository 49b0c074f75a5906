import * as v from 'valibot';
import { closeChat } from '../lib/handoff/close-chat';
import { handoffRecords } from '../lib/handoff/handoff-record';
import { defineFunction } from '../lib/http/define-function';

/** The customer ends the chat. Ending twice is not an error. */
export const handler = defineFunction({
  allow: ['session'],
  input: v.strictObject({ session: v.pipe(v.string(), v.maxLength(4096)) }),
  run: async ({ caller: { session }, twilio, now, note }) => {
    note({ conversationSid: session.conversationSid });
    await closeChat({ twilio, records: handoffRecords(twilio.sync, now) }, session.conversationSid);
    return { state: 'closed' };
  },
});
