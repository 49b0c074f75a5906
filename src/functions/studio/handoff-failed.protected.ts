import { byTwilio } from '../../lib/auth/callers';
import { FailedInput, handoffFailed } from '../../lib/handoff/failed';
import { handoffRecords } from '../../lib/handoff/handoff-record';
import { defineFunction } from '../../lib/http/define-function';

/** The flow gave up: the claim is released, and the answer says what to tell the customer. */
export const handler = defineFunction({
  allow: [byTwilio],
  input: FailedInput,
  run: ({ input, keys, twilio, now, note }) => {
    note({ conversationSid: input.conversationSid });
    return handoffFailed({ twilio, keys, records: handoffRecords(twilio.sync, now) }, input);
  },
});
