import { setTimeout as pause } from 'node:timers/promises';
import type { QueueSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import type { ContainerMemory } from './container-memory';
import type { AvailabilityContext } from './queue-availability';
import { siteClosing } from './site-closing';

interface Request {
  twilio: TwilioParts;
  /** TASKROUTER_QUEUE_SID */
  queueSid: QueueSid;
  now: () => number;
  note: (facts: { problem: string }) => void;
}

/** What the use cases of availability need, as one request of a container has it. */
export function availabilityContext(request: Request, memory: ContainerMemory): AvailabilityContext {
  const { twilio, now, note } = request;
  return {
    ...request,
    memory,
    closing: ({ name }) => siteClosing({ sync: twilio.sync, now, note }, name),
    random: Math.random,
    pause: (milliseconds) => pause(milliseconds),
  };
}
