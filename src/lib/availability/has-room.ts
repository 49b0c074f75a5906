import type { QueueSid } from '../twilio/sids';
import type { TaskRouter } from '../twilio/taskrouter';
import { TASK_CHANNEL } from './task-channel';

/**
 * What TaskRouter says of a worker's room to the targets of a workflow
 * (https://www.twilio.com/docs/taskrouter/multitasking). Whether the list of workers knows it is not documented.
 */
const CAPACITY = `worker.channel.${TASK_CHANNEL}.available_capacity_percentage`;
/** Of those with room, so many are looked at: their channel may be switched off. */
const CANDIDATES = 3;
/** Where the expression is not known, at most so many workers are read one by one. */
const WORKERS_READ = 20;

/**
 * Can somebody of this queue take another chat? Being in an available activity is not enough: TaskRouter offers nothing
 * to whoever has as many chats as they may have.
 *
 * The expression finds the candidates, however many workers there are; that it is understood at all shows in that it
 * finds somebody, with room or without. Where it finds neither, the workers are read one by one, up to a limit. Three
 * lists side by side, then at most 20 channels.
 *
 * @returns null when only some of the workers could be looked at, and none of these had room
 */
export async function hasRoom(
  taskRouter: Pick<TaskRouter, 'availableWorkers' | 'workerChannel'>,
  queueSid: QueueSid,
): Promise<boolean | null> {
  const [free, full, all] = await Promise.all([
    taskRouter.availableWorkers(queueSid, CANDIDATES, `${CAPACITY} > 0`),
    taskRouter.availableWorkers(queueSid, 1, `${CAPACITY} <= 0`),
    taskRouter.availableWorkers(queueSid, WORKERS_READ),
  ]);
  if (free.length > 0) return anyHasRoom(taskRouter, free, CANDIDATES);
  return full.length > 0 ? false : anyHasRoom(taskRouter, all, WORKERS_READ);
}

/** @param limit as many workers as were asked for: there may be more of them. */
async function anyHasRoom(
  taskRouter: Pick<TaskRouter, 'workerChannel'>,
  workerSids: string[],
  limit: number,
): Promise<boolean | null> {
  const channels = await Promise.all(workerSids.map((workerSid) => taskRouter.workerChannel(workerSid, TASK_CHANNEL)));
  if (channels.some((channel) => channel?.available && channel.availableCapacityPercentage > 0)) return true;
  return workerSids.length < limit ? false : null;
}
