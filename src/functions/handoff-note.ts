import { byAgent } from '../lib/auth/flex-token';
import { HandoffNoteInput, readNote } from '../lib/handoff-note/read-note';
import { defineFunction } from '../lib/http/define-function';

/** An agent reads why a customer was handed over, and what was said until then. */
export const handler = defineFunction({
  allow: [byAgent],
  input: HandoffNoteInput,
  run: ({ input: { taskSid }, caller, config, twilio, now, note }) => {
    note({ taskSid });
    return readNote({ twilio, days: config.HANDOFF_NOTE_DAYS, now }, caller.agent.workerSid, taskSid);
  },
});
