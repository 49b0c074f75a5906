import { setTimeout as pause } from 'node:timers/promises';
import { byTwilio } from '../../lib/auth/callers';
import { showLoggedIn } from '../../lib/customer/show-logged-in';
import { handoffRecords } from '../../lib/handoff/handoff-record';
import { handoffOpened, OpenedInput } from '../../lib/handoff/opened';
import { defineFunction } from '../../lib/http/define-function';

/** The flow has sent the chat to Flex: the interaction is stored, and no further message starts a flow. */
export const handler = defineFunction({
  allow: [byTwilio],
  input: OpenedInput,
  run: ({ input, keys, twilio, now, note }) => {
    note({ conversationSid: input.conversationSid });
    return handoffOpened(
      {
        twilio,
        records: handoffRecords(twilio.sync, now),
        showLoggedIn: (conversation) => showLoggedIn({ tasks: twilio.tasks, keys, pause }, conversation),
        note,
      },
      input,
    );
  },
});
