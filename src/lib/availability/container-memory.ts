import type { QueueSid } from '../twilio/sids';
import type { QueueSnapshot } from './queue-snapshot';

/** What a container of the Functions remembers between two requests. */
export class ContainerMemory {
  /** By queue: the last one that was seen. */
  readonly snapshots = new Map<QueueSid, QueueSnapshot>();
  /** By queue: looks that are under way; requests that come together share one. */
  readonly looks = new Map<QueueSid, Promise<void>>();
  /** By queue, after a look that found nothing fresh: nobody looks again before that, in milliseconds since 1970. */
  readonly rests = new Map<QueueSid, { until: number; beingRead: boolean }>();
  /** By friendly name, of queues that sites list. Requests that come together share one look. */
  readonly queues = new Map<string, { queueSid: Promise<QueueSid | undefined>; until: number }>();
}
