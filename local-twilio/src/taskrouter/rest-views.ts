import type { Account } from '../account/account';
import type { TaskRouterModel } from './model';
import type { Activity, Reservation, Task, TaskChannel, TaskQueue, Worker, Workflow } from './resources';
import { workerChannelSid } from './worker-channel';

export const iso = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** The resources as the REST API answers them, with every property of Twilio's OpenAPI description. */
export class RestViews {
  readonly #url: string;

  constructor(
    private readonly model: TaskRouterModel,
    private readonly account: Account,
  ) {
    this.#url = `https://taskrouter.twilio.com/v1/Workspaces/${account.workspaceSid}`;
  }

  workspace() {
    const { workspace, activities } = this.model;
    const sections = {
      activities: 'Activities',
      statistics: 'Statistics',
      task_queues: 'TaskQueues',
      tasks: 'Tasks',
      workers: 'Workers',
    };
    return {
      account_sid: this.account.accountSid,
      sid: workspace.sid,
      friendly_name: workspace.friendlyName,
      event_callback_url: workspace.eventCallbackUrl || null,
      events_filter: workspace.eventsFilter || null,
      multi_task_enabled: workspace.multiTaskEnabled,
      prioritize_queue_order: workspace.prioritizeQueueOrder,
      default_activity_sid: workspace.defaultActivitySid,
      default_activity_name: activities.get(workspace.defaultActivitySid)?.friendlyName ?? null,
      timeout_activity_sid: workspace.timeoutActivitySid,
      timeout_activity_name: activities.get(workspace.timeoutActivitySid)?.friendlyName ?? null,
      date_created: iso(workspace.dateCreated),
      date_updated: iso(workspace.dateUpdated),
      url: this.#url,
      links: {
        ...Object.fromEntries(Object.entries(sections).map(([name, path]) => [name, `${this.#url}/${path}`])),
        workflows: `${this.#url}/Workflows`,
        task_channels: `${this.#url}/TaskChannels`,
        real_time_statistics: `${this.#url}/RealTimeStatistics`,
        cumulative_statistics: `${this.#url}/CumulativeStatistics`,
        events: `${this.#url}/Events`,
      },
    };
  }

  activity(activity: Activity) {
    return {
      ...this.#base(`Activities/${activity.sid}`, activity.sid, activity.dateCreated, activity.dateCreated),
      friendly_name: activity.friendlyName,
      available: activity.available,
      links: { workspace: this.#url },
    };
  }

  taskChannel(channel: TaskChannel) {
    return {
      ...this.#base(`TaskChannels/${channel.sid}`, channel.sid, channel.dateCreated, channel.dateCreated),
      friendly_name: channel.friendlyName,
      unique_name: channel.uniqueName,
      channel_optimized_routing: false,
      links: { workspace: this.#url },
    };
  }

  queue(queue: TaskQueue) {
    const url = `${this.#url}/TaskQueues/${queue.sid}`;
    return {
      ...this.#base(`TaskQueues/${queue.sid}`, queue.sid, queue.dateCreated, queue.dateUpdated),
      friendly_name: queue.friendlyName,
      target_workers: queue.targetWorkers,
      max_reserved_workers: 1,
      task_order: 'FIFO',
      assignment_activity_sid: null,
      assignment_activity_name: null,
      reservation_activity_sid: null,
      reservation_activity_name: null,
      links: {
        workspace: this.#url,
        statistics: `${url}/Statistics`,
        real_time_statistics: `${url}/RealTimeStatistics`,
        cumulative_statistics: `${url}/CumulativeStatistics`,
        list_statistics: `${this.#url}/TaskQueues/Statistics`,
      },
    };
  }

  workflow(workflow: Workflow) {
    const url = `${this.#url}/Workflows/${workflow.sid}`;
    return {
      ...this.#base(`Workflows/${workflow.sid}`, workflow.sid, workflow.dateCreated, workflow.dateUpdated),
      friendly_name: workflow.friendlyName,
      configuration: workflow.configuration,
      document_content_type: 'application/json',
      assignment_callback_url: workflow.assignmentCallbackUrl || null,
      fallback_assignment_callback_url: workflow.fallbackAssignmentCallbackUrl || null,
      task_reservation_timeout: workflow.taskReservationTimeout,
      links: {
        statistics: `${url}/Statistics`,
        real_time_statistics: `${url}/RealTimeStatistics`,
        cumulative_statistics: `${url}/CumulativeStatistics`,
      },
    };
  }

  worker(worker: Worker) {
    const url = `${this.#url}/Workers/${worker.sid}`;
    return {
      ...this.#base(`Workers/${worker.sid}`, worker.sid, worker.dateCreated, worker.dateUpdated),
      friendly_name: worker.friendlyName,
      attributes: JSON.stringify(worker.attributes),
      available: this.model.isAvailable(worker),
      activity_sid: worker.activitySid,
      activity_name: this.model.activities.get(worker.activitySid)?.friendlyName ?? null,
      date_status_changed: iso(worker.dateStatusChanged),
      links: {
        workspace: this.#url,
        activity: `${this.#url}/Activities/${worker.activitySid}`,
        channels: `${url}/Channels`,
        worker_channels: `${url}/Channels`,
        reservations: `${url}/Reservations`,
        worker_statistics: `${url}/Statistics`,
        statistics: `${this.#url}/Workers/Statistics`,
        real_time_statistics: `${this.#url}/Workers/RealTimeStatistics`,
        cumulative_statistics: `${this.#url}/Workers/CumulativeStatistics`,
      },
    };
  }

  task(task: Task) {
    const workflow = task.workflowSid === null ? undefined : this.model.workflows.get(task.workflowSid);
    return {
      ...this.#base(`Tasks/${task.sid}`, task.sid, task.dateCreated, task.dateUpdated),
      age: Math.floor((this.model.clock.now() - task.dateCreated) / 1000),
      assignment_status: task.status,
      attributes: JSON.stringify(task.attributes),
      addons: '{}',
      priority: task.priority,
      reason: task.reason || null,
      timeout: task.timeout,
      task_queue_sid: task.queueSid || null,
      task_queue_friendly_name: this.model.queues.get(task.queueSid)?.friendlyName ?? null,
      task_queue_entered_date: iso(task.dateQueueEntered),
      task_channel_sid: task.taskChannelSid,
      task_channel_unique_name: this.model.taskChannels.get(task.taskChannelSid)?.uniqueName ?? null,
      workflow_sid: task.workflowSid,
      workflow_friendly_name: workflow?.friendlyName ?? null,
      virtual_start_time: iso(task.virtualStartTime),
      ignore_capacity: false,
      routing_target: task.routingTarget,
      links: {
        workspace: this.#url,
        workflow: `${this.#url}/Workflows/${task.workflowSid}`,
        task_queue: `${this.#url}/TaskQueues/${task.queueSid}`,
        reservations: `${this.#url}/Tasks/${task.sid}/Reservations`,
      },
    };
  }

  workerChannel(worker: Worker, channel: TaskChannel) {
    const facts = this.model.workerChannel(worker, channel);
    const sid = workerChannelSid(worker, channel);
    return {
      ...this.#base(`Workers/${worker.sid}/Channels/${sid}`, sid, worker.dateCreated, worker.dateUpdated),
      worker_sid: worker.sid,
      task_channel_sid: channel.sid,
      task_channel_unique_name: channel.uniqueName,
      available: facts.available,
      assigned_tasks: facts.assignedTasks,
      configured_capacity: facts.capacity,
      available_capacity_percentage: facts.availableCapacityPercentage,
    };
  }

  reservation(reservation: Reservation) {
    const task = `Tasks/${reservation.taskSid}`;
    return {
      ...this.#base(
        `${task}/Reservations/${reservation.sid}`,
        reservation.sid,
        reservation.dateCreated,
        reservation.dateUpdated,
      ),
      reservation_status: reservation.status,
      task_sid: reservation.taskSid,
      worker_sid: reservation.workerSid,
      worker_name: this.model.workers.get(reservation.workerSid)?.friendlyName ?? null,
      links: {
        workspace: this.#url,
        task: `${this.#url}/${task}`,
        worker: `${this.#url}/Workers/${reservation.workerSid}`,
      },
    };
  }

  #base(path: string, sid: string, dateCreated: number, dateUpdated: number) {
    return {
      account_sid: this.account.accountSid,
      workspace_sid: this.account.workspaceSid,
      sid,
      date_created: iso(dateCreated),
      date_updated: iso(dateUpdated),
      url: `${this.#url}/${path}`,
    };
  }
}
