import type { TaskRouterModel } from './model';
import type { Activity, Reservation, Task, TaskChannel, TaskQueue, Worker } from './resources';
import { workerChannelSid } from './worker-channel';

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

/**
 * The resources as twilio-taskrouter 2.1 wants them: every property is required (a missing one throws), times are unix
 * seconds, attributes are JSON text.
 */
export class SdkViews {
  constructor(
    private readonly model: TaskRouterModel,
    private readonly account: { accountSid: string; workspaceSid: string },
  ) {}

  worker(worker: Worker): Record<string, unknown> {
    return {
      ...this.#owner(),
      sid: worker.sid,
      friendly_name: worker.friendlyName,
      attributes: JSON.stringify(worker.attributes),
      available: this.model.isAvailable(worker),
      activity_sid: worker.activitySid,
      activity_name: this.model.activities.get(worker.activitySid)?.friendlyName,
      date_created: seconds(worker.dateCreated),
      date_updated: seconds(worker.dateUpdated),
      date_status_changed: seconds(worker.dateStatusChanged),
      version: worker.version,
    };
  }

  activity(activity: Activity): Record<string, unknown> {
    return {
      ...this.#owner(),
      sid: activity.sid,
      friendly_name: activity.friendlyName,
      available: activity.available,
      date_created: seconds(activity.dateCreated),
      date_updated: seconds(activity.dateCreated),
    };
  }

  workerChannel(worker: Worker, channel: TaskChannel): Record<string, unknown> {
    const facts = this.model.workerChannel(worker, channel);
    return {
      ...this.#owner(),
      sid: workerChannelSid(worker, channel),
      worker_sid: worker.sid,
      task_channel_sid: channel.sid,
      task_channel_unique_name: channel.uniqueName,
      configured_capacity: facts.capacity,
      available: facts.available,
      assigned_tasks: facts.assignedTasks,
      available_capacity_percentage: facts.availableCapacityPercentage,
      date_created: seconds(worker.dateCreated),
      date_updated: seconds(worker.dateUpdated),
      last_reserved_time: worker.lastReserved,
    };
  }

  task(task: Task): Record<string, unknown> {
    return {
      ...this.#owner(),
      sid: task.sid,
      attributes: JSON.stringify(task.attributes),
      addons: '{}',
      age: seconds(this.model.clock.now() - task.dateCreated),
      priority: task.priority,
      queue_name: this.model.queues.get(task.queueSid)?.friendlyName ?? null,
      queue_sid: task.queueSid,
      reason: task.reason,
      routing_target: task.routingTarget,
      assignment_status: task.status,
      task_channel_unique_name: this.model.taskChannels.get(task.taskChannelSid)?.uniqueName,
      task_channel_sid: task.taskChannelSid,
      timeout: task.timeout,
      workflow_name:
        task.workflowSid === null ? null : (this.model.workflows.get(task.workflowSid)?.friendlyName ?? null),
      workflow_sid: task.workflowSid,
      version: task.version,
      virtual_start_time: seconds(task.virtualStartTime),
      task_queue_entered_date: seconds(task.dateQueueEntered),
      date_created: seconds(task.dateCreated),
      date_updated: seconds(task.dateUpdated),
    };
  }

  /** What an RPC on a reservation answers; events carry the task too. */
  reservation(reservation: Reservation): Record<string, unknown> {
    const worker = this.model.workers.get(reservation.workerSid);
    return {
      ...this.#owner(),
      sid: reservation.sid,
      worker_sid: reservation.workerSid,
      worker_name: worker?.friendlyName,
      worker_previous_activity_sid: worker?.activitySid,
      task_sid: reservation.taskSid,
      reservation_status: reservation.status,
      reservation_timeout: reservation.timeout,
      version: reservation.version,
      date_created: seconds(reservation.dateCreated),
      date_updated: seconds(reservation.dateUpdated),
    };
  }

  reservationWithTask(reservation: Reservation): Record<string, unknown> {
    return { ...this.reservation(reservation), task: this.task(this.model.get.task(reservation.taskSid)) };
  }

  queue(queue: TaskQueue): Record<string, unknown> {
    return {
      ...this.#owner(),
      sid: queue.sid,
      friendly_name: queue.friendlyName,
      target_workers: queue.targetWorkers,
      max_reserved_workers: 1,
      task_order: 'FIFO',
      lifo_queue: false,
      reservation_activity_name: null,
      reservation_activity_sid: null,
      assignment_activity_name: null,
      assignment_activity_sid: null,
      date_created: seconds(queue.dateCreated),
      date_updated: seconds(queue.dateUpdated),
    };
  }

  #owner() {
    return { account_sid: this.account.accountSid, workspace_sid: this.account.workspaceSid };
  }
}
