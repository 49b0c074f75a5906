import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { byTwilio } from '../lib/auth/callers';
import { handleEvent, WebhookInput } from '../lib/handoff/events/handle-event';
import { handoffRecords } from '../lib/handoff/handoff-record';
import { defineFunction } from '../lib/http/define-function';

/**
 * Twilio tells us what happened in our conversations (scoped webhook) and in the workspace (event callback). Conversations
 * hangs up after 5 s; what we answer does not matter to it, so the work goes on.
 */
export const handler = defineFunction({
  allow: [byTwilio],
  input: WebhookInput,
  run: ({ input, config, twilio, deadline, delivery, now, note }) =>
    handleEvent(
      { twilio, records: handoffRecords(twilio.sync, now), deadline, delivery, pause, note, now, randomId: randomUUID },
      {
        accountSid: config.ACCOUNT_SID,
        conversationsServiceSid: config.CONVERSATIONS_SERVICE_SID,
        workspaceSid: config.TASKROUTER_WORKSPACE_SID,
      },
      input,
    ),
});
