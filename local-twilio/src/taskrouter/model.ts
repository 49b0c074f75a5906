import type { Account } from '../account/account';
import type { Clock } from '../account/clock';
import { newSid } from '../account/sids';
import { badRequest } from '../http/errors';
import type { ReservationStatus, TaskRequest } from '../ports';
import type { Activity, Reservation, Task, Worker } from './resources';
import { Timers } from './timers';
import { holds, parseWorkflowConfiguration, targetsFor, type WorkflowTarget } from './workflow-configuration';
import { WorkspaceState } from './workspace-state';

/** Something happened. The resources are as they are right after it. */
export interface Change {
  /** Such as `reservation.created`. */
  type: string;
  description: string;
  task?: Task;
  reservation?: Reservation;
  worker?: Worker;
  previousActivity?: Activity;
  millisecondsInPreviousActivity?: number;
}

const KEPT_AFTER_END_MS = 5 * 60_000;
const WORKFLOW_TIMEOUT = 'Task canceled on Workflow timeout';
const DEFAULT_TASK_TIMEOUT = 86_400;

/**
 * A workspace and its rules: who is offered which task, and what follows.
 * @see https://www.twilio.com/docs/taskrouter/lifecycle-task-state
 */
export class TaskRouterModel extends WorkspaceState {
  readonly #timers: Timers;

  constructor(
    account: Account,
    clock: Clock,
    private readonly onChange: (change: Change) => void,
  ) {
    super(account, clock);
    this.#timers = new Timers(clock);
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
    this.#emit('task.created', `Task ${task.sid} created`, { task });
    if (workflowSid) this.#emit('workflow.entered', `Task ${task.sid} entered Workflow ${workflowSid}`, { task });
    this.#timers.start(`${task.sid} life`, task.timeout, () => {
      if (waits(task)) this.cancelTask(task.sid, 'Task TTL exceeded');
    });
    this.#enterTarget(task, 0);
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
    this.#touch(task);
    this.#emit('task.updated', `Task ${task.sid} updated`, { task });
    return task;
  }

  accept(reservationSid: string): Reservation {
    const reservation = this.#pending(reservationSid);
    const task = this.get.task(reservation.taskSid);
    this.#timers.cancel(reservation.sid, `${task.sid} target`, `${task.sid} life`);
    this.#move(reservation, 'accepted');
    this.#setStatus(task, 'assigned');
    this.#emitReservation('reservation.accepted', reservation, 'accepted');
    return reservation;
  }

  reject(reservationSid: string, activitySid?: string): Reservation {
    const reservation = this.#pending(reservationSid);
    const activity = activitySid === undefined ? undefined : this.get.activity(activitySid);
    this.#release(reservation, 'rejected', 'rejected');
    if (activity) this.#changeActivity(this.get.worker(reservation.workerSid), activity);
    this.#goOn(reservation, 'Task canceled: the Worker declined it');
    return reservation;
  }

  wrapTask(taskSid: string, reason: string): Task {
    const task = this.get.task(taskSid);
    const reservation = this.activeReservation(taskSid);
    if (task.status !== 'assigned' || !reservation)
      throw badRequest(20001, `Task ${taskSid} is ${task.status}: only an assigned task can wrap up`);
    task.reason = reason;
    this.#move(reservation, 'wrapping');
    this.#setStatus(task, 'wrapping');
    this.#emitReservation('reservation.wrapup', reservation, 'wrapping up');
    this.#emit('task.wrapup', `Task ${task.sid} wrapping up`, { task, reservation });
    return task;
  }

  completeTask(taskSid: string, reason: string): Task {
    const task = this.get.task(taskSid);
    const reservation = this.activeReservation(taskSid);
    if ((task.status !== 'assigned' && task.status !== 'wrapping') || !reservation) {
      throw badRequest(20001, `Task ${taskSid} is ${task.status}: only an assigned or wrapping task can be completed`);
    }
    task.reason = reason;
    this.#move(reservation, 'completed');
    this.#setStatus(task, 'completed');
    this.#emitReservation('reservation.completed', reservation, 'completed');
    this.#emit('task.completed', `Task ${task.sid} completed`, { task, reservation });
    this.#forgetLater(task);
    this.#dispatch();
    return task;
  }

  cancelTask(taskSid: string, reason: string): Task {
    const task = this.get.task(taskSid);
    if (!waits(task))
      throw badRequest(20001, `Task ${taskSid} is ${task.status}: only a pending or reserved task can be canceled`);
    this.#timers.cancel(`${task.sid} target`, `${task.sid} life`);
    const reservation = this.activeReservation(taskSid);
    task.reason = reason;
    this.#setStatus(task, 'canceled');
    if (reservation) {
      this.#timers.cancel(reservation.sid);
      this.#move(reservation, 'canceled');
      this.#emitReservation('reservation.canceled', reservation, 'canceled');
    }
    this.#emit('task.canceled', `Task ${task.sid} canceled: ${reason}`, { task });
    this.#forgetLater(task);
    this.#dispatch();
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
    this.#emit('worker.created', `Worker ${friendlyName} created`, { worker });
    this.#dispatch();
    return worker;
  }

  setWorkerAttributes(workerSid: string, attributes: Record<string, unknown>): Worker {
    const worker = this.get.worker(workerSid);
    worker.attributes = attributes;
    this.#touch(worker);
    this.#emit(
      'worker.attributes.update',
      `Worker ${worker.friendlyName} updated to use attributes ${JSON.stringify(attributes)}`,
      { worker },
    );
    this.#dispatch();
    return worker;
  }

  setWorkerName(workerSid: string, friendlyName: string): Worker {
    const worker = this.get.worker(workerSid);
    worker.friendlyName = friendlyName;
    this.#touch(worker);
    return worker;
  }

  setActivity(workerSid: string, activitySid: string, rejectPendingReservations = false): Worker {
    const worker = this.get.worker(workerSid);
    const activity = this.get.activity(activitySid);
    if (rejectPendingReservations && activity.available) {
      throw badRequest(20001, 'RejectPendingReservations goes with an activity that is not available');
    }
    this.#changeActivity(worker, activity);
    if (rejectPendingReservations) {
      for (const { sid, status } of this.activeReservationsOfWorker(workerSid))
        if (status === 'pending') this.reject(sid);
    }
    this.#dispatch();
    return worker;
  }

  #changeActivity(worker: Worker, activity: Activity): void {
    if (worker.activitySid === activity.sid) return;
    const previousActivity = this.get.activity(worker.activitySid);
    const now = this.clock.now();
    const millisecondsInPreviousActivity = now - worker.dateStatusChanged;
    worker.activitySid = activity.sid;
    worker.dateStatusChanged = now;
    this.#touch(worker);
    this.#emit('worker.activity.update', `Worker ${worker.friendlyName} updated to ${activity.friendlyName} Activity`, {
      worker,
      previousActivity,
      millisecondsInPreviousActivity,
    });
  }

  #targets(request: TaskRequest): { targets: WorkflowTarget[]; workflowSid: string | null } {
    const workflow = request.workflowSid === undefined ? undefined : this.get.workflow(request.workflowSid);
    if (request.workerSid !== undefined) this.get.worker(request.workerSid);
    if (request.queueSid !== undefined) {
      return { targets: [{ queue: this.get.queue(request.queueSid).sid }], workflowSid: workflow?.sid ?? null };
    }
    if (!workflow) throw badRequest(20001, 'A task needs a workflow or a queue');
    const targets = targetsFor(parseWorkflowConfiguration(workflow.configuration), request.attributes);
    if (request.workerSid === undefined) return { targets, workflowSid: workflow.sid };
    return { targets: targets.slice(0, 1).map(({ queue }) => ({ queue })), workflowSid: workflow.sid };
  }

  #enterTarget(task: Task, index: number): void {
    this.#timers.cancel(`${task.sid} target`);
    const target = task.targets[index];
    if (!target) {
      this.cancelTask(task.sid, WORKFLOW_TIMEOUT);
      return;
    }
    const sameQueue = task.targetIndex >= 0 && task.queueSid === target.queue;
    task.targetIndex = index;
    task.queueSid = target.queue;
    if (target.priority !== undefined) task.priority = target.priority;
    if (task.workflowSid) this.#emit('workflow.target-matched', `Task ${task.sid} matched a workflow target`, { task });
    if (!sameQueue) {
      task.dateQueueEntered = this.clock.now();
      this.#emit(
        'task-queue.entered',
        `Task ${task.sid} entered TaskQueue ${this.queues.get(task.queueSid)?.friendlyName}`,
        { task },
      );
    }
    const assigned = this.#assign(task);
    if (!assigned && target.skip_if && holds(target.skip_if, { workers: this.workerCounts(target) })) {
      this.#emit('workflow.skipped', `Task ${task.sid} skipped a workflow target`, { task });
      this.#enterTarget(task, index + 1);
      return;
    }
    if (target.timeout !== undefined)
      this.#timers.start(`${task.sid} target`, target.timeout, () => this.#leaveTarget(task));
  }

  #leaveTarget(task: Task): void {
    if (!waits(task)) return;
    this.#emit('workflow.timeout', `Task ${task.sid} timed out of a workflow target`, { task });
    const offered = this.activeReservation(task.sid);
    if (offered && task.targetIndex + 1 < task.targets.length) this.#release(offered, 'canceled', 'canceled');
    if (waits(task)) this.#enterTarget(task, task.targetIndex + 1);
  }

  /** Offers a pending task to the worker who comes first. */
  #assign(task: Task): boolean {
    const worker = task.status === 'pending' ? this.nextWorker(task) : undefined;
    if (worker) this.#reserve(task, worker);
    return worker !== undefined;
  }

  #reserve(task: Task, worker: Worker): void {
    const now = this.clock.now();
    const workflow = task.workflowSid === null ? undefined : this.workflows.get(task.workflowSid);
    const reservation: Reservation = {
      sid: newSid('WR'),
      taskSid: task.sid,
      workerSid: worker.sid,
      status: 'pending',
      timeout: workflow?.taskReservationTimeout ?? 120,
      version: 0,
      dateCreated: now,
      dateUpdated: now,
    };
    worker.lastReserved = now;
    this.reservations.set(reservation.sid, reservation);
    this.#setStatus(task, 'reserved');
    this.#emitReservation('reservation.created', reservation, 'created');
    this.#timers.start(reservation.sid, reservation.timeout, () => this.#timeOut(reservation));
  }

  #timeOut(reservation: Reservation): void {
    if (reservation.status !== 'pending') return;
    this.#release(reservation, 'timeout', 'timed out');
    this.#changeActivity(this.get.worker(reservation.workerSid), this.get.activity(this.workspace.timeoutActivitySid));
    this.#goOn(reservation, WORKFLOW_TIMEOUT);
  }

  /** The task is pending again. */
  #release(reservation: Reservation, status: 'rejected' | 'timeout' | 'canceled', words: string): void {
    this.#timers.cancel(reservation.sid);
    this.#move(reservation, status);
    this.#setStatus(this.get.task(reservation.taskSid), 'pending');
    this.#emitReservation(`reservation.${status}`, reservation, words);
  }

  /** What becomes of a task that a worker did not take. */
  #goOn(reservation: Reservation, reason: string): void {
    const task = this.get.task(reservation.taskSid);
    if (task.endsWhenDeclined) task.excludedWorkerSids.add(reservation.workerSid);
    if (task.status === 'pending' && task.targets[task.targetIndex]?.known_worker_sid !== undefined) {
      this.#enterTarget(task, task.targetIndex + 1);
    }
    this.#dispatch();
    if (task.endsWhenDeclined && task.status === 'pending') this.cancelTask(task.sid, reason);
  }

  /** Offers what waits: higher priority first, then older first. */
  #dispatch(): void {
    const waiting = [...this.tasks.values()].filter(
      ({ status, targetIndex }) => status === 'pending' && targetIndex >= 0,
    );
    waiting.sort((left, right) => right.priority - left.priority || left.virtualStartTime - right.virtualStartTime);
    for (const task of waiting) this.#assign(task);
  }

  #pending(reservationSid: string): Reservation {
    const reservation = this.get.reservation(reservationSid);
    if (reservation.status !== 'pending')
      throw badRequest(20001, `Reservation ${reservationSid} is ${reservation.status}, not pending`);
    return reservation;
  }

  #forgetLater(task: Task): void {
    this.clock.after(KEPT_AFTER_END_MS, () => {
      this.#emit('task.system-deleted', `Task ${task.sid} was deleted by the system`, { task });
      for (const { sid } of this.reservationsOf(task.sid)) this.reservations.delete(sid);
      this.tasks.delete(task.sid);
    });
  }

  #setStatus(task: Task, status: Task['status']): void {
    task.status = status;
    this.#touch(task);
  }

  #move(reservation: Reservation, status: ReservationStatus): void {
    reservation.status = status;
    this.#touch(reservation);
  }

  #touch(resource: { version: number; dateUpdated: number }): void {
    resource.version += 1;
    resource.dateUpdated = this.clock.now();
  }

  #emitReservation(type: string, reservation: Reservation, words: string): void {
    const task = this.tasks.get(reservation.taskSid);
    const worker = this.workers.get(reservation.workerSid);
    this.#emit(type, `Worker ${worker?.friendlyName} reservation for task ${reservation.taskSid} ${words}`, {
      task,
      reservation,
      worker,
    });
  }

  #emit(type: string, description: string, parts: Omit<Change, 'type' | 'description'>): void {
    this.onChange({ type, description, ...parts });
  }
}

const waits = (task: Task) => task.status === 'pending' || task.status === 'reserved';
