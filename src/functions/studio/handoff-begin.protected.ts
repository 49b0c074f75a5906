import { queueAvailability } from '../../lib/availability/queue-availability';
import { BeginInput, beginHandoff } from '../../lib/handoff/begin';
import { handoffRecords } from '../../lib/handoff/handoff-record';
import { defineFunction } from '../../lib/http/define-function';

/** The flow asks what to do next: stop, ask the customer something, or send the chat to Flex, and with which attributes. */
export const handler = defineFunction({
  allow: ['twilio'],
  input: BeginInput,
  run: ({ input, config, keys, twilio, now, note }) => {
    note({ conversationSid: input.conversationSid });
    const { taskRouter } = twilio;
    return beginHandoff(
      {
        twilio,
        keys,
        note,
        records: handoffRecords(twilio.sync, now),
        presence: (site) =>
          queueAvailability({ taskRouter, queueSid: config.TASKROUTER_QUEUE_SID, now, random: Math.random }, site),
      },
      input,
    );
  },
});
