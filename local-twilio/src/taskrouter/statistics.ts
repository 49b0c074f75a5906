import type { TaskRouterModel } from './model';
import type { TaskQueue } from './resources';

/** What a queue looks like right now, for one task channel or all. */
export interface QueueStatistics {
  activity_statistics: { sid: string; friendly_name: string; workers: number }[];
  /** Seconds. */
  longest_task_waiting_age: number;
  longest_task_waiting_sid: string | null;
  longest_relative_task_age_in_queue: number;
  longest_relative_task_sid_in_queue: string | null;
  tasks_by_priority: Record<string, number>;
  tasks_by_status: { assigned: number; pending: number; reserved: number; wrapping: number };
  /** In an available activity; they may have all the tasks they can take. */
  total_available_workers: number;
  total_eligible_workers: number;
  total_tasks: number;
}

/** @see https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics */
export function queueStatistics(model: TaskRouterModel, queue: TaskQueue, taskChannel?: string): QueueStatistics {
  const channelSid = taskChannel === undefined ? undefined : (model.findTaskChannel(taskChannel)?.sid ?? '');
  const workers = model.eligibleWorkers(queue);
  const tasks_by_status = { assigned: 0, pending: 0, reserved: 0, wrapping: 0 };
  const tasks_by_priority: Record<string, number> = {};
  const waiting: { sid: string; age: number; relativeAge: number }[] = [];
  const seconds = (since: number) => Math.max(0, Math.floor((model.clock.now() - since) / 1000));
  for (const task of model.tasks.values()) {
    if (task.queueSid !== queue.sid || (channelSid !== undefined && task.taskChannelSid !== channelSid)) continue;
    if (task.status === 'completed' || task.status === 'canceled') continue;
    tasks_by_status[task.status] += 1;
    tasks_by_priority[task.priority] = (tasks_by_priority[task.priority] ?? 0) + 1;
    if (task.status === 'pending' || task.status === 'reserved') {
      waiting.push({ sid: task.sid, age: seconds(task.dateCreated), relativeAge: seconds(task.virtualStartTime) });
    }
  }
  const oldest = waiting.reduce<(typeof waiting)[number] | undefined>(
    (most, task) => (most && most.age >= task.age ? most : task),
    undefined,
  );
  const relative = waiting.reduce<(typeof waiting)[number] | undefined>(
    (most, task) => (most && most.relativeAge >= task.relativeAge ? most : task),
    undefined,
  );
  return {
    activity_statistics: [...model.activities.values()].map(({ sid, friendlyName }) => ({
      sid,
      friendly_name: friendlyName,
      workers: workers.filter(({ activitySid }) => activitySid === sid).length,
    })),
    longest_task_waiting_age: oldest?.age ?? 0,
    longest_task_waiting_sid: oldest?.sid ?? null,
    longest_relative_task_age_in_queue: relative?.relativeAge ?? 0,
    longest_relative_task_sid_in_queue: relative?.sid ?? null,
    tasks_by_priority,
    tasks_by_status,
    total_available_workers: workers.filter((worker) => model.isAvailable(worker)).length,
    total_eligible_workers: workers.length,
    total_tasks: Object.values(tasks_by_status).reduce((sum, count) => sum + count, 0),
  };
}
