import type { Account } from '../account/account';
import { newSid } from '../account/sids';
import type { Change } from './changes';
import type { TaskRouterEvent } from './events';
import type { TaskRouterModel } from './model';
import type { Task, Worker } from './resources';

/** A change as the event callback tells it: https://www.twilio.com/docs/taskrouter/api/event/reference */
export function toEvent(change: Change, model: TaskRouterModel, account: Account): TaskRouterEvent {
  const { type, task, reservation, worker } = change;
  const resourceType = type.startsWith('worker.') ? 'worker' : type.startsWith('reservation.') ? 'reservation' : 'task';
  const resource = { worker, reservation, task }[resourceType];
  const now = model.clock.now();
  const params: Record<string, string> = {
    EventType: type,
    EventDescription: change.description,
    AccountSid: account.accountSid,
    WorkspaceSid: account.workspaceSid,
    WorkspaceName: model.workspace.friendlyName,
    ResourceType: resourceType,
    ResourceSid: resource?.sid ?? '',
    Timestamp: String(Math.floor(now / 1000)),
    TimestampMs: String(now),
    Sid: newSid('EV'),
    ...(task && taskParams(task, type, model)),
    ...(worker && workerParams(worker, model)),
  };
  if (reservation) {
    params.ReservationSid = reservation.sid;
    params.ReservationStatus = reservation.status;
    params.ReservationVersion = String(reservation.version);
  }
  if (change.previousActivity) {
    const milliseconds = change.millisecondsInPreviousActivity ?? 0;
    params.WorkerPreviousActivitySid = change.previousActivity.sid;
    params.WorkerPreviousActivityName = change.previousActivity.friendlyName;
    params.WorkerTimeInPreviousActivity = String(Math.floor(milliseconds / 1000));
    params.WorkerTimeInPreviousActivityMs = String(milliseconds);
  }
  return { type, taskSid: task?.sid, reservationSid: reservation?.sid, workerSid: worker?.sid, params };
}

function taskParams(task: Task, type: string, model: TaskRouterModel): Record<string, string> {
  const queue = model.queues.get(task.queueSid);
  const workflow = task.workflowSid === null ? undefined : model.workflows.get(task.workflowSid);
  const channel = model.taskChannels.get(task.taskChannelSid);
  return {
    TaskSid: task.sid,
    TaskAttributes: JSON.stringify(task.attributes),
    TaskAge: String(Math.floor((model.clock.now() - task.dateCreated) / 1000)),
    TaskPriority: String(task.priority),
    TaskAssignmentStatus: task.status,
    TaskVersion: String(task.version),
    TaskDateCreated: String(Math.floor(task.dateCreated / 1000)),
    TaskChannelSid: task.taskChannelSid,
    TaskChannelUniqueName: channel?.uniqueName ?? '',
    ...(queue && {
      TaskQueueSid: queue.sid,
      TaskQueueName: queue.friendlyName,
      TaskQueueTargetExpression: queue.targetWorkers,
      TaskQueueEnteredDate: String(Math.floor(task.dateQueueEntered / 1000)),
    }),
    ...(workflow && { WorkflowSid: workflow.sid, WorkflowName: workflow.friendlyName }),
    ...(type === 'task.canceled' && { TaskCanceledReason: task.reason }),
    ...(type === 'task.completed' && { TaskCompletedReason: task.reason }),
  };
}

function workerParams(worker: Worker, model: TaskRouterModel): Record<string, string> {
  return {
    WorkerSid: worker.sid,
    WorkerName: worker.friendlyName,
    WorkerAttributes: JSON.stringify(worker.attributes),
    WorkerActivitySid: worker.activitySid,
    WorkerActivityName: model.activities.get(worker.activitySid)?.friendlyName ?? '',
    WorkerVersion: String(worker.version),
  };
}
