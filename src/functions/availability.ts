import { AvailabilityInput, queueAvailability } from '../lib/availability/queue-availability';
import { defineFunction } from '../lib/http/define-function';

/** Is it open, and is somebody there? For the page before the chat and while the customer waits. */
export const handler = defineFunction({
  allow: ['page', 'session'],
  input: AvailabilityInput,
  // A page would rather know that nobody knows than wait.
  deadlineMs: 4000,
  run: ({ caller, config, twilio, now }) =>
    queueAvailability(
      { taskRouter: twilio.taskRouter, queueSid: config.TASKROUTER_QUEUE_SID, now, random: Math.random },
      caller.site,
    ),
});
