import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { byServer } from '../lib/auth/server-signature';
import { bySession } from '../lib/auth/session';
import { VARIABLES } from '../lib/config';
import { handOver } from '../lib/handoff/hand-over';
import { HandOverInput } from '../lib/handoff/hand-over-input';
import { handoffRecords } from '../lib/handoff/handoff-record';
import { defineFunction } from '../lib/http/define-function';
import { configInvalid } from '../lib/http/errors';

/**
 * A page, a bot or a back end hands an open conversation to agents. The same request may be sent again until it answers
 * `queued`: what is done stays done.
 */
export const handler = defineFunction({
  allow: [bySession, byServer],
  input: HandOverInput,
  run: async ({ input, caller, config, keys, twilio, undo, deadline, now, note }) => {
    const { TASKROUTER_WORKFLOW_SID, TASKROUTER_VIDEO_WORKFLOW_SID = TASKROUTER_WORKFLOW_SID } = config;
    const workflowSid = input.handoff.video ? TASKROUTER_VIDEO_WORKFLOW_SID : TASKROUTER_WORKFLOW_SID;
    if (!workflowSid) {
      const { format, where } = VARIABLES.TASKROUTER_WORKFLOW_SID;
      throw configInvalid(
        `TASKROUTER_WORKFLOW_SID is missing (${format}), and /conversation-handoff needs it. ${where}`,
      );
    }
    const answer = await handOver(
      {
        twilio,
        records: handoffRecords(twilio.sync, now),
        undoRecords: handoffRecords(undo.sync, now),
        keys,
        ourOrigin: `https://${config.DOMAIN_NAME}`,
        workspaceSid: config.TASKROUTER_WORKSPACE_SID,
        workflowSid,
        deadline,
        pause,
        randomId: randomUUID,
        now,
        note,
      },
      caller,
      input,
    );
    note({ conversationSid: answer.conversationSid });
    return answer;
  },
});
