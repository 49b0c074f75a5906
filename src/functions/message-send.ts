import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { byServer } from '../lib/auth/server-signature';
import { bySession } from '../lib/auth/session';
import { RequestId } from '../lib/chat/request-id';
import { handoffRecords } from '../lib/handoff/handoff-record';
import { untilFlowIsDone } from '../lib/handoff/until-flow-is-done';
import { defineFunction } from '../lib/http/define-function';
import { sendMessage } from '../lib/messages/send-message';
import { ConversationSid } from '../lib/twilio/sids';

/** A message of the customer, from a front end without the Conversations SDK. The same `requestId` sends it once. */
export const handler = defineFunction({
  allow: [bySession, byServer],
  input: v.strictObject({
    session: v.optional(v.pipe(v.string(), v.maxLength(4096))),
    conversationSid: v.optional(ConversationSid),
    requestId: RequestId,
    text: v.pipe(v.string(), v.regex(/\S/, 'must not be empty')),
  }),
  run: ({ input, caller, keys, twilio, undo, now, note }) => {
    note({ conversationSid: caller.kind === 'session' ? caller.session.conversationSid : input.conversationSid });
    const records = handoffRecords(twilio.sync, now);
    return sendMessage(
      {
        twilio,
        undo,
        keys,
        now,
        randomId: randomUUID,
        hasReachedAgents: async (conversationSid) => {
          const held = await records.read(conversationSid);
          return held !== undefined && held.value.state !== 'claimed';
        },
        untilFlowIsDone: (conversationSid) => untilFlowIsDone({ twilio, records, pause, now }, conversationSid),
      },
      caller,
      input,
    );
  },
});
