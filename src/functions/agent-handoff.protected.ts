import { byTwilio } from '../lib/auth/callers';
import { taskAttributes } from '../lib/handoff/task-attributes';
import { noteRecords } from '../lib/handoff-note/note-record';
import { defineFunction } from '../lib/http/define-function';
import { flowAnswer, twimlAnswer } from '../lib/voice/call-answer';
import { AgentHandoffInput } from '../lib/voice/call-input';
import { handOverCall } from '../lib/voice/hand-over-call';
import { spokenLanguage } from '../lib/voice/spoken-language';

/**
 * A bot's session on the phone is over: who is on the line reaches an agent, or the bot again. Asked by Twilio as the
 * action of `<Connect>`, or by a flow (`from=studio`). A caller waits in silence meanwhile.
 */
export const handler = defineFunction({
  allow: [byTwilio],
  input: AgentHandoffInput,
  deadlineMs: 4000,
  run: async ({ input, config, twilio, now, note }) => {
    const { HANDOFF_NOTE_DAYS, RELAY_RECONNECTS, TASKROUTER_WORKFLOW_SID, TASKROUTER_VOICE_WORKFLOW_SID } = config;
    const step = await handOverCall(
      {
        records: noteRecords(twilio.sync, HANDOFF_NOTE_DAYS, now),
        spokenLanguage: (callSid) => spokenLanguage(twilio.sync, callSid),
        taskAttributes,
        reconnects: RELAY_RECONNECTS,
        note,
      },
      input,
    );
    if (input.from === 'studio') return flowAnswer(step);
    return twimlAnswer(step, config.DOMAIN_NAME, TASKROUTER_VOICE_WORKFLOW_SID ?? TASKROUTER_WORKFLOW_SID);
  },
});
