import type { Account } from '../account/account';
import type { Clock } from '../account/clock';
import { newSid } from '../account/sids';
import { badRequest } from '../http/errors';
import type { TaskRequest } from '../ports';
import { type Change, Changes } from './changes';
import { isWaiting, type Reservation, type Task, type TaskChannel, type TaskQueue, type Worker } from './resources';
import { Routing } from './routing';
import { createQueue, deleteQueue, deleteWorkflow, type QueueFields, updateQueue } from './routing-resources';
import type { WorkerChannelSettings } from './worker-channel';
import { parseWorkflowConfiguration, targetsFor, type WorkflowTarget } from './workflow-configuration';
import { WorkspaceState } from './workspace-state';

const KEPT_AFTER_END_MS = 5 * 60_000;
const DEFAULT_TASK_TIMEOUT = 86_400;

/**
 * A workspace and its rules: what may be done with tasks, reservations and workers, and what follows.
 * @see https://www.twilio.com/docs/taskrouter/lifecycle-task-state
 */
export class TaskRouterModel extends WorkspaceState {
  readonly #changes: Changes;
  readonly #routing: Routing;

  constructor(account: Account, clock: Clock, onChange: (change: Change) => void) {
    super(account, clock);
    this.#changes = new Changes(this, onChange);
    this.#routing = new Routing(this, this.#changes, (task, reason) => void this.cancelTask(task.sid, reason));
  }

  createTask(request: TaskRequest): Task {
    const channel = this.findTaskChannel(request.taskChannelUniqueName);
    if (!channel) throw badRequest(20001, `No task channel ${request.taskChannelUniqueName}`);
    const { targets, workflowSid } = this.#targets(request);
    const now = this.clock.now();
    const task: Task = {
      sid: request.sid ?? newSid('WT'),
      attributes: request.attributes,
      status: 'pending',
      priority: request.priority ?? 0,
      reason: '',
      timeout: request.timeout ?? DEFAULT_TASK_TIMEOUT,
      taskChannelSid: channel.sid,
      workflowSid,
      queueSid: targets[0]?.queue ?? '',
      routingTarget: request.workerSid ?? null,
      interaction: request.interaction,
      excludedWorkerSids: new Set(request.excludedWorkerSids),
      endsWhenDeclined: request.endsWhenDeclined ?? request.workerSid !== undefined,
      targets,
      targetIndex: -1,
      version: 0,
      dateCreated: now,
      dateUpdated: now,
      dateQueueEntered: now,
      virtualStartTime: now,
    };
    this.tasks.set(task.sid, task);
    this.#changes.announce('task.created', `Task ${task.sid} created`, { task });
    if (workflowSid)
      this.#changes.announce('workflow.entered', `Task ${task.sid} entered Workflow ${workflowSid}`, { task });
    this.#routing.start(task);
    return task;
  }

  updateTask(
    taskSid: string,
    changes: { attributes?: Record<string, unknown>; priority?: number; virtualStartTime?: number },
  ): Task {
    const task = this.get.task(taskSid);
    if (changes.attributes) task.attributes = changes.attributes;
    if (changes.priority !== undefined) task.priority = changes.priority;
    if (changes.virtualStartTime !== undefined) task.virtualStartTime = changes.virtualStartTime;
    this.#changes.touch(task);
    this.#changes.announce('task.updated', `Task ${task.sid} updated`, { task });
    return task;
  }

  accept(reservationSid: string): Reservation {
    const reservation = this.#pending(reservationSid);
    const task = this.get.task(reservation.taskSid);
    this.#routing.stop(task, reservation);
    this.#changes.setReservationStatus(reservation, 'accepted');
    this.#changes.setTaskStatus(task, 'assigned');
    this.#changes.announceReservation('reservation.accepted', reservation, 'accepted');
    return reservation;
  }

  reject(reservationSid: string, activitySid?: string): Reservation {
    const reservation = this.#pending(reservationSid);
    const activity = activitySid === undefined ? undefined : this.get.activity(activitySid);
    this.#routing.release(reservation, 'rejected', 'rejected');
    if (activity) this.#changes.setActivity(this.get.worker(reservation.workerSid), activity);
    this.#routing.goOn(reservation, 'Task canceled: the Worker declined it');
    return reservation;
  }

  wrapTask(taskSid: string, reason: string): Task {
    const task = this.get.task(taskSid);
    const reservation = this.activeReservation(taskSid);
    if (task.status !== 'assigned' || !reservation)
      throw badRequest(20001, `Task ${taskSid} is ${task.status}: only an assigned task can wrap up`);
    task.reason = reason;
    this.#changes.setReservationStatus(reservation, 'wrapping');
    this.#changes.setTaskStatus(task, 'wrapping');
    this.#changes.announceReservation('reservation.wrapup', reservation, 'wrapping up');
    this.#changes.announce('task.wrapup', `Task ${task.sid} wrapping up`, { task, reservation });
    return task;
  }

  completeTask(taskSid: string, reason: string): Task {
    const task = this.get.task(taskSid);
    const reservation = this.activeReservation(taskSid);
    if ((task.status !== 'assigned' && task.status !== 'wrapping') || !reservation) {
      throw badRequest(20001, `Task ${taskSid} is ${task.status}: only an assigned or wrapping task can be completed`);
    }
    task.reason = reason;
    this.#changes.setReservationStatus(reservation, 'completed');
    this.#changes.setTaskStatus(task, 'completed');
    this.#changes.announceReservation('reservation.completed', reservation, 'completed');
    this.#changes.announce('task.completed', `Task ${task.sid} completed`, { task, reservation });
    this.#forgetLater(task);
    this.#routing.dispatch();
    return task;
  }

  cancelTask(taskSid: string, reason: string): Task {
    const task = this.get.task(taskSid);
    if (!isWaiting(task))
      throw badRequest(20001, `Task ${taskSid} is ${task.status}: only a pending or reserved task can be canceled`);
    const reservation = this.activeReservation(taskSid);
    this.#routing.stop(task, reservation);
    task.reason = reason;
    this.#changes.setTaskStatus(task, 'canceled');
    if (reservation) {
      this.#changes.setReservationStatus(reservation, 'canceled');
      this.#changes.announceReservation('reservation.canceled', reservation, 'canceled');
    }
    this.#changes.announce('task.canceled', `Task ${task.sid} canceled: ${reason}`, { task });
    this.#forgetLater(task);
    this.#routing.dispatch();
    return task;
  }

  createWorker(friendlyName: string, attributes: Record<string, unknown>, activitySid?: string): Worker {
    if ([...this.workers.values()].some((worker) => worker.friendlyName === friendlyName)) {
      throw badRequest(20001, `A Worker named ${friendlyName} exists already`);
    }
    const now = this.clock.now();
    const worker: Worker = {
      sid: newSid('WK'),
      friendlyName,
      attributes,
      activitySid: activitySid ?? this.workspace.defaultActivitySid,
      version: 0,
      dateCreated: now,
      dateUpdated: now,
      dateStatusChanged: now,
      lastReserved: 0,
    };
    this.get.activity(worker.activitySid);
    this.workers.set(worker.sid, worker);
    this.#changes.announce('worker.created', `Worker ${friendlyName} created`, { worker });
    this.#routing.dispatch();
    return worker;
  }

  setWorkerAttributes(workerSid: string, attributes: Record<string, unknown>): Worker {
    const worker = this.get.worker(workerSid);
    worker.attributes = attributes;
    this.#changes.touch(worker);
    this.#changes.announce(
      'worker.attributes.update',
      `Worker ${worker.friendlyName} updated to use attributes ${JSON.stringify(attributes)}`,
      { worker },
    );
    this.#routing.dispatch();
    return worker;
  }

  setWorkerName(workerSid: string, friendlyName: string): Worker {
    const worker = this.get.worker(workerSid);
    worker.friendlyName = friendlyName;
    this.#changes.touch(worker);
    return worker;
  }

  setActivity(workerSid: string, activitySid: string, rejectPendingReservations = false): Worker {
    const worker = this.get.worker(workerSid);
    const activity = this.get.activity(activitySid);
    if (rejectPendingReservations && activity.available) {
      throw badRequest(20001, 'RejectPendingReservations goes with an activity that is not available');
    }
    this.#changes.setActivity(worker, activity);
    if (rejectPendingReservations) {
      for (const { sid, status } of this.activeReservationsOfWorker(workerSid))
        if (status === 'pending') this.reject(sid);
    }
    this.#routing.dispatch();
    return worker;
  }

  /** No event: how TaskRouter tells its SDK of it is not known well enough to play it. */
  setWorkerChannel(worker: Worker, channel: TaskChannel, settings: WorkerChannelSettings): void {
    const key = `${worker.sid}:${channel.sid}`;
    this.workerChannels.set(key, { ...this.workerChannels.get(key), ...settings });
    this.#routing.dispatch();
  }

  createQueue(fields: QueueFields): TaskQueue {
    return createQueue(this, fields);
  }

  updateQueue(queueSid: string, changes: Partial<QueueFields>): TaskQueue {
    const queue = updateQueue(this, queueSid, changes);
    this.#routing.dispatch();
    return queue;
  }

  deleteQueue(queueSid: string): void {
    deleteQueue(this, queueSid);
  }

  deleteWorkflow(workflowSid: string): void {
    deleteWorkflow(this, workflowSid);
  }

  #targets(request: TaskRequest): { targets: WorkflowTarget[]; workflowSid: string | null } {
    const workflow = request.workflowSid === undefined ? undefined : this.get.workflow(request.workflowSid);
    if (request.workerSid !== undefined) this.get.worker(request.workerSid);
    if (request.queueSid !== undefined) {
      const queue = this.get.queue(request.queueSid).sid;
      const known = request.knownWorkerSid;
      const first: WorkflowTarget[] = known === undefined ? [] : [{ queue, known_worker_sid: known, skip_if: '1==1' }];
      return { targets: [...first, { queue }], workflowSid: workflow?.sid ?? null };
    }
    if (!workflow) throw badRequest(20001, 'A task needs a workflow or a queue');
    const targets = targetsFor(parseWorkflowConfiguration(workflow.configuration), request.attributes);
    if (request.workerSid === undefined) return { targets, workflowSid: workflow.sid };
    return { targets: targets.slice(0, 1).map(({ queue }) => ({ queue })), workflowSid: workflow.sid };
  }

  #pending(reservationSid: string): Reservation {
    const reservation = this.get.reservation(reservationSid);
    if (reservation.status !== 'pending')
      throw badRequest(20001, `Reservation ${reservationSid} is ${reservation.status}, not pending`);
    return reservation;
  }

  #forgetLater(task: Task): void {
    this.clock.after(KEPT_AFTER_END_MS, () => {
      this.#changes.announce('task.system-deleted', `Task ${task.sid} was deleted by the system`, { task });
      for (const { sid } of this.reservationsOf(task.sid)) this.reservations.delete(sid);
      this.tasks.delete(task.sid);
    });
  }
}
