import type { Site } from '../../sites/site';
import { badRequest, RequestError } from '../http/errors';
import type { QueueSid } from '../twilio/sids';
import type { TaskRouter } from '../twilio/taskrouter';
import type { ContainerMemory } from './container-memory';

/** A queue that was made anew under the same name is found after that. */
const REMEMBERED_MS = 10 * 60_000;

export interface FindQueueContext {
  taskRouter: Pick<TaskRouter, 'queueByName'>;
  memory: ContainerMemory;
  /** TASKROUTER_QUEUE_SID: of sites that name no queue. */
  queueSid: QueueSid;
  now: () => number;
}

/**
 * The queue of a site, or another one of those that its pages may ask about.
 *
 * @param name friendly name; absent: the site's own
 * @throws RequestError 400 queue_unknown, 502 queue_missing; UpstreamError
 */
export async function findQueue(context: FindQueueContext, site: Site, name = site.queue): Promise<QueueSid> {
  const { taskRouter, memory, now } = context;
  if (name === undefined) return context.queueSid;
  if (name !== site.queue && !site.queues?.includes(name)) {
    throw badRequest(
      'queue_unknown',
      `Site ${site.name} does not list this queue in \`queue\` or \`queues\` of src/sites/.`,
    );
  }
  const kept = memory.queues.get(name);
  const known =
    kept && kept.until > now() ? kept : { queueSid: taskRouter.queueByName(name), until: now() + REMEMBERED_MS };
  memory.queues.set(name, known);
  const queueSid = await known.queueSid.catch((error: unknown) => {
    memory.queues.delete(name);
    throw error;
  });
  if (!queueSid) {
    memory.queues.delete(name);
    throw new RequestError(
      502,
      'queue_missing',
      `TaskRouter has no queue ${JSON.stringify(name)}, which site ${site.name} names. Make it, or correct src/sites/.`,
    );
  }
  return queueSid;
}
