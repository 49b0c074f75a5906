import { setTimeout as pause } from 'node:timers/promises';
import { byTwilio } from '../../lib/auth/callers';
import { taskAttributes } from '../../lib/handoff/task-attributes';
import { noteRecords } from '../../lib/handoff-note/note-record';
import { defineFunction } from '../../lib/http/define-function';
import { CallBackInput, callBack } from '../../lib/voice/call-back';
import { callBackClaims } from '../../lib/voice/call-back-claims';

/** A caller whom nobody could take wants to be called back. */
export const handler = defineFunction({
  allow: [byTwilio],
  input: CallBackInput,
  run: ({ input, config, twilio, deadline, now, note }) =>
    callBack(
      {
        twilio,
        claims: callBackClaims(twilio.sync, now),
        notes: noteRecords(twilio.sync, config.HANDOFF_NOTE_DAYS, now),
        taskAttributes,
        workflowSid: config.TASKROUTER_VOICE_WORKFLOW_SID ?? config.TASKROUTER_WORKFLOW_SID,
        deadline,
        pause,
        now,
        note,
      },
      input,
    ),
});
