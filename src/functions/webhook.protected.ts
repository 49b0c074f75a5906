import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { handleEvent, WebhookInput } from '../lib/handoff/events/handle-event';
import { handoffRecords } from '../lib/handoff/handoff-record';
import { defineFunction, WEBHOOK_DEADLINE_MS } from '../lib/http/define-function';

/** Twilio tells us what happened in our conversations (scoped webhook) and in the workspace (event callback). */
export const handler = defineFunction({
  allow: ['twilio'],
  input: WebhookInput,
  deadlineMs: WEBHOOK_DEADLINE_MS,
  run: ({ input, config, twilio, now, note }) =>
    handleEvent(
      { twilio, records: handoffRecords(twilio.sync, now), pause, note, randomId: randomUUID },
      {
        accountSid: config.ACCOUNT_SID,
        conversationsServiceSid: config.CONVERSATIONS_SERVICE_SID,
        workspaceSid: config.TASKROUTER_WORKSPACE_SID,
      },
      input,
    ),
});
