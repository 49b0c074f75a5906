import { badRequest } from '../http/errors';
import type { TaskRouterModel } from './model';
import { isWaiting } from './resources';

/** Whoever has an offer of it learns that it is canceled. https://www.twilio.com/docs/taskrouter/api/task#delete-a-task-resource */
export function deleteTask(model: TaskRouterModel, taskSid: string): void {
  const task = model.get.task(taskSid);
  if (isWaiting(task)) model.cancelTask(taskSid, 'Task deleted');
  for (const { sid } of model.reservationsOf(taskSid)) model.reservations.delete(sid);
  model.tasks.delete(taskSid);
}

/** Not while somebody may still work. https://www.twilio.com/docs/taskrouter/api/worker#delete-a-worker-resource */
export function deleteWorker(model: TaskRouterModel, workerSid: string): void {
  const worker = model.get.worker(workerSid);
  if (model.isAvailable(worker)) throw badRequest(20001, `Worker ${workerSid} is available and can't be deleted`);
  if (model.activeReservationsOfWorker(workerSid).length > 0) {
    throw badRequest(20001, `Worker ${workerSid} has reservations and can't be deleted`);
  }
  model.workers.delete(workerSid);
}
