import { byPage } from '../lib/auth/callers';
import { byServer } from '../lib/auth/server-signature';
import { bySession } from '../lib/auth/session';
import { availabilityContext } from '../lib/availability/availability-context';
import { ContainerMemory } from '../lib/availability/container-memory';
import { AvailabilityInput, queueAvailability } from '../lib/availability/queue-availability';
import { defineFunction } from '../lib/http/define-function';

const memory = new ContainerMemory();

/** Is it open, can somebody take a chat, how long does it take? For the page before the chat and while a customer waits. */
export const handler = defineFunction({
  allow: [byPage, bySession, byServer],
  input: AvailabilityInput,
  // A page would rather know that nobody knows than wait.
  deadlineMs: 4000,
  run: ({ input: { queue }, caller, config, twilio, now, note }) =>
    queueAvailability(availabilityContext({ twilio, queueSid: config.TASKROUTER_QUEUE_SID, now, note }, memory), {
      site: caller.site,
      queue,
      conversationSid: caller.kind === 'session' ? caller.session.conversationSid : undefined,
    }),
});
