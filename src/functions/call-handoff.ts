import { setTimeout as pause } from 'node:timers/promises';
import { byServer } from '../lib/auth/server-signature';
import { noteRecords } from '../lib/handoff-note/note-record';
import { defineFunction } from '../lib/http/define-function';
import { CallHandoffInput, callHandoff } from '../lib/voice/call-handoff';
import { handedOverCalls } from '../lib/voice/handed-over-calls';

/** A bot of another make hands over a live call. Our own relay does without: its session ends with what it has to tell. */
export const handler = defineFunction({
  allow: [byServer],
  input: CallHandoffInput,
  run: ({ input, config, twilio, deadline, now, note }) =>
    callHandoff(
      {
        twilio,
        records: noteRecords(twilio.sync, config.HANDOFF_NOTE_DAYS, now),
        handedOver: handedOverCalls(twilio.sync, now),
        config,
        deadline,
        pause,
        note,
      },
      input,
    ),
});
