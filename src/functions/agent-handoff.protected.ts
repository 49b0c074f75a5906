import { byTwilio } from '../lib/auth/callers';
import { taskAttributes } from '../lib/handoff/task-attributes';
import { noteRecords } from '../lib/handoff-note/note-record';
import { defineFunction } from '../lib/http/define-function';
import { flowAnswer, twimlAnswer } from '../lib/voice/call-answer';
import { AgentHandoffInput } from '../lib/voice/call-input';
import { handOverCall } from '../lib/voice/hand-over-call';
import { leftQueue } from '../lib/voice/left-queue';
import { spokenLanguage } from '../lib/voice/spoken-language';

const NO_WORKFLOW =
  'Set TASKROUTER_VOICE_WORKFLOW_SID or TASKROUTER_WORKFLOW_SID: without one of them no agent can be asked.';

/**
 * A bot's session on the phone is over: who is on the line reaches an agent, or the bot again. Asked by Twilio as the
 * action of `<Connect>`, or by a flow (`from=studio`). A caller waits in silence meanwhile. Asked as well when a call
 * without a flow has left the queue of agents.
 */
export const handler = defineFunction({
  allow: [byTwilio],
  input: AgentHandoffInput,
  deadlineMs: 4000,
  run: async ({ input, config, twilio, now, note }) => {
    if (input.after === 'queue') return leftQueue(input);
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
    const workflowSid = TASKROUTER_VOICE_WORKFLOW_SID ?? TASKROUTER_WORKFLOW_SID;
    if (step.next === 'agent' && !workflowSid) note({ problem: NO_WORKFLOW });
    return twimlAnswer(step, config.DOMAIN_NAME, workflowSid);
  },
});
