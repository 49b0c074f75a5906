import { compileExpression } from '../../local-twilio/src/taskrouter/expressions';
import { valueAt } from '../../local-twilio/src/taskrouter/json-path';
import { parseOrder } from '../../local-twilio/src/taskrouter/order-by';
import type { RoutingTask } from './routing-task';
import type { RoutingWorker } from './routing-workers';
import type { WorkflowQueue, WorkflowTarget } from './workflow-file';

export interface RoutingAgent {
  /** Friendly name. */
  name: string;
  sid: string;
  /** `away`: in an activity that is not available; `busy`: without room for one more task of this channel. */
  state: 'free' | 'busy' | 'away';
}

/** Everybody to whom a target may offer the task, whatever they do now; who is asked first stands first. */
export function agentsFor(
  task: RoutingTask,
  queue: WorkflowQueue,
  target: WorkflowTarget,
  workers: RoutingWorker[],
): RoutingAgent[] {
  const known = target.known_worker_sid && valueAt(task.attributes, target.known_worker_sid.split('.').slice(1));
  return inOrder(workersOf(queue, workers), target.order_by)
    .filter(
      (worker) =>
        (target.known_worker_sid === undefined || worker.sid === known) &&
        (target.expression === undefined ||
          compileExpression(target.expression)({
            worker: { ...scopeOf(worker), channel: worker.channels },
            task: task.attributes,
          })),
    )
    .map((worker) => ({ name: worker.friendly_name, sid: worker.sid, state: stateOf(worker, task.channel) }));
}

/** Does `skip_if` hold, should nobody be free? */
export function skips(skipIf: string, queue: WorkflowQueue, workers: RoutingWorker[]): boolean {
  const inQueue = workersOf(queue, workers);
  const available = inQueue.filter((worker) => worker.available).length;
  const counts: Record<string, number> = { available, unavailable: inQueue.length - available };
  for (const { activity_sid: sid } of inQueue) if (sid) counts[sid] = (counts[sid] ?? 0) + 1;
  return compileExpression(skipIf)({ workers: counts });
}

function workersOf(queue: WorkflowQueue, workers: RoutingWorker[]): RoutingWorker[] {
  const takes = compileExpression(queue.target_workers);
  return workers.filter((worker) => takes({ own: scopeOf(worker) }));
}

function stateOf({ available, channels }: RoutingWorker, channelName: string): RoutingAgent['state'] {
  if (!available) return 'away';
  const channel = Object.hasOwn(channels, channelName) ? channels[channelName] : undefined;
  return !channel || (channel.available && channel.available_capacity_percentage > 0) ? 'free' : 'busy';
}

/** What an expression sees of a worker. */
export const scopeOf = (worker: RoutingWorker): Record<string, unknown> => ({
  ...worker.attributes,
  sid: worker.sid,
  friendly_name: worker.friendly_name,
  activity_sid: worker.activity_sid,
  activity_name: worker.activity_name,
});

function inOrder(workers: RoutingWorker[], orderBy: string | undefined): RoutingWorker[] {
  const clauses = parseOrder(orderBy);
  const level = (worker: RoutingWorker, path: string[]) => {
    const value = valueAt(scopeOf(worker), path);
    return typeof value === 'number' ? value : 0;
  };
  return [...workers].sort((left, right) => {
    for (const { path, sign } of clauses) {
      const difference = sign * (level(left, path) - level(right, path));
      if (difference !== 0) return difference;
    }
    return 0;
  });
}
