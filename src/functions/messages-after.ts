import * as v from 'valibot';
import { byServer } from '../lib/auth/server-signature';
import { bySession } from '../lib/auth/session';
import { defineFunction } from '../lib/http/define-function';
import { messagesAfter } from '../lib/messages/messages-after';
import { ConversationSid } from '../lib/twilio/sids';

/** What was said after an index: for front ends without the Conversations SDK. */
export const handler = defineFunction({
  allow: [bySession, byServer],
  input: v.strictObject({
    session: v.optional(v.pipe(v.string(), v.maxLength(4096))),
    conversationSid: v.optional(ConversationSid),
    after: v.pipe(v.number(), v.integer(), v.minValue(-1, 'must be an index, or -1 for all')),
  }),
  run: ({ input, caller, keys, twilio, note }) => {
    note({ conversationSid: caller.kind === 'session' ? caller.session.conversationSid : input.conversationSid });
    return messagesAfter({ twilio, keys }, caller, input);
  },
});
