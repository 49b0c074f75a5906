import { setTimeout as pause } from 'node:timers/promises';
import { byTwilio } from '../lib/auth/callers';
import { taskAttributes } from '../lib/handoff/task-attributes';
import { noteRecords } from '../lib/handoff-note/note-record';
import { defineFunction } from '../lib/http/define-function';
import { answerToOffer } from '../lib/voice/answer-to-offer';
import { flowAnswer, twimlAnswer } from '../lib/voice/call-answer';
import { callBackClaims } from '../lib/voice/call-back-claims';
import { AgentHandoffInput } from '../lib/voice/call-input';
import { handOverCall } from '../lib/voice/hand-over-call';
import { leftQueue } from '../lib/voice/left-queue';
import { spokenLanguage } from '../lib/voice/spoken-language';

const NO_WORKFLOW =
  'Set TASKROUTER_VOICE_WORKFLOW_SID or TASKROUTER_WORKFLOW_SID: without one of them no agent can be asked.';

/**
 * A bot's session on the phone is over: who is on the line reaches an agent, or the bot again. Asked by Twilio as the
 * action of `<Connect>`, or by a flow (`from=studio`). A caller waits in silence meanwhile. Asked as well when nobody has
 * taken the call, and what the caller says to being called back.
 */
export const handler = defineFunction({
  allow: [byTwilio],
  input: AgentHandoffInput,
  deadlineMs: 4000,
  run: async ({ input, config, twilio, deadline, now, note }) => {
    const { HANDOFF_NOTE_DAYS, RELAY_RECONNECTS, TASKROUTER_WORKFLOW_SID, TASKROUTER_VOICE_WORKFLOW_SID } = config;
    const workflowSid = TASKROUTER_VOICE_WORKFLOW_SID ?? TASKROUTER_WORKFLOW_SID;
    const notes = noteRecords(twilio.sync, HANDOFF_NOTE_DAYS, now);
    if (input.after === 'queue') return leftQueue(input, config.DOMAIN_NAME);
    if (input.after === 'offer') {
      const claims = callBackClaims(twilio.sync, now);
      return answerToOffer({ twilio, claims, notes, taskAttributes, workflowSid, deadline, pause, now, note }, input);
    }
    const step = await handOverCall(
      {
        records: notes,
        spokenLanguage: (callSid) => spokenLanguage(twilio.sync, callSid),
        taskAttributes,
        reconnects: RELAY_RECONNECTS,
        note,
      },
      input,
    );
    if (input.from === 'studio') return flowAnswer(step);
    if (step.next === 'agent' && !workflowSid) note({ problem: NO_WORKFLOW });
    return twimlAnswer(step, config.DOMAIN_NAME, workflowSid);
  },
});
