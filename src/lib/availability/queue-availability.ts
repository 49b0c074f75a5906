import * as v from 'valibot';
import type { Site } from '../../sites/site';
import type { QueueSid } from '../twilio/sids';
import type { QueueStatistics, TaskRouter } from '../twilio/taskrouter';
import { isOpen, opensAt } from './opening-hours';

export const AvailabilityInput = v.strictObject({
  site: v.optional(v.pipe(v.string(), v.maxLength(64))),
  session: v.optional(v.pipe(v.string(), v.maxLength(4096))),
});

export interface Availability {
  /** Is somebody there? Null: Twilio cannot say at the moment. */
  available: boolean | null;
  /** By the site's opening hours. */
  open: boolean;
  /** Chats that wait for an agent. */
  waiting: number | null;
  /** How long the one that waits longest has waited, 0 when nobody waits. */
  estimatedWaitSeconds: number | null;
  /** ISO 8601, when closed and known. */
  opensAt?: string;
  /** When to ask again; different for everybody, so that pages do not come all at once. */
  pollAfterSeconds: number;
}

export interface AvailabilityContext {
  taskRouter: Pick<TaskRouter, 'queueStatistics'>;
  queueSid: QueueSid;
  now: () => number;
  random: () => number;
}

/** Flex's chat capacity counts on this task channel. */
const TASK_CHANNEL = 'chat';
const CACHE_MS = 5000;
/**
 * A Service has 30 executions at once. 300 waiting pages that ask every 20 to 30 s, of 0.25 s each, keep 3 of them busy.
 */
const POLL_SECONDS = { from: 20, to: 30 };

interface Cached {
  until: number;
  statistics: Promise<QueueStatistics | null>;
}

/** Lives as long as the container; requests that come together share one call. */
const cache = new Map<QueueSid, Cached>();

/** Is it open, and is somebody there? Never fails: what Twilio cannot say is null. One call at most. */
export async function queueAvailability(context: AvailabilityContext, site: Site): Promise<Availability> {
  const { now, random } = context;
  const next = opensAt(site.hours, now());
  const statistics = await cachedStatistics(context);
  return {
    available: statistics && statistics.availableWorkers > 0,
    open: isOpen(site.hours, now()),
    waiting: statistics?.waitingTasks ?? null,
    estimatedWaitSeconds: statistics && (statistics.waitingTasks > 0 ? statistics.longestWait : 0),
    ...(next && { opensAt: next.toISOString() }),
    pollAfterSeconds: Math.round(POLL_SECONDS.from + random() * (POLL_SECONDS.to - POLL_SECONDS.from)),
  };
}

function cachedStatistics({ taskRouter, queueSid, now }: AvailabilityContext): Promise<QueueStatistics | null> {
  const cached = cache.get(queueSid);
  if (cached && cached.until > now()) return cached.statistics;
  const statistics = taskRouter.queueStatistics(queueSid, TASK_CHANNEL).catch(() => {
    cache.delete(queueSid); // an outage is not remembered
    return null;
  });
  cache.set(queueSid, { until: now() + CACHE_MS, statistics });
  return statistics;
}
