import { newSid } from '../account/sids';
import type { Changes } from './changes';
import { isWaiting, type Reservation, type Task, type Worker } from './resources';
import { Timers } from './timers';
import { holds } from './workflow-configuration';
import type { WorkspaceState } from './workspace-state';

const WORKFLOW_TIMEOUT = 'Task canceled on Workflow timeout';
const DEFAULT_RESERVATION_TIMEOUT = 120;

/**
 * The way of a waiting task through the targets of its workflow: to whom it is offered, for how long, and what comes
 * next.
 * @see https://www.twilio.com/docs/taskrouter/workflow-configuration
 */
export class Routing {
  readonly #timers: Timers;

  constructor(
    private readonly state: WorkspaceState,
    private readonly changes: Changes,
    private readonly cancelTask: (task: Task, reason: string) => void,
  ) {
    this.#timers = new Timers(state.clock);
  }

  start(task: Task): void {
    this.#timers.start(`${task.sid} life`, task.timeout, () => {
      if (isWaiting(task)) this.cancelTask(task, 'Task TTL exceeded');
    });
    this.#enterTarget(task, 0);
  }

  /** Somebody has taken the task, or nobody will: no time runs any more. */
  stop(task: Task, reservation?: Reservation): void {
    this.#timers.cancel(`${task.sid} target`, `${task.sid} life`);
    if (reservation) this.#timers.cancel(reservation.sid);
  }

  /** Offers what waits: higher priority first, then older first. */
  dispatch(): void {
    const waiting = [...this.state.tasks.values()].filter(
      ({ status, targetIndex }) => status === 'pending' && targetIndex >= 0,
    );
    waiting.sort((left, right) => right.priority - left.priority || left.virtualStartTime - right.virtualStartTime);
    for (const task of waiting) this.#assign(task);
  }

  /** The worker no longer has the offer, and the task is pending again. */
  release(reservation: Reservation, status: 'rejected' | 'timeout' | 'canceled', words: string): void {
    this.#timers.cancel(reservation.sid);
    this.changes.setReservationStatus(reservation, status);
    this.changes.setTaskStatus(this.state.get.task(reservation.taskSid), 'pending');
    this.changes.announceReservation(`reservation.${status}`, reservation, words);
  }

  /** What becomes of a task that a worker did not take. */
  goOn(reservation: Reservation, reason: string): void {
    const task = this.state.get.task(reservation.taskSid);
    if (task.endsWhenDeclined) task.excludedWorkerSids.add(reservation.workerSid);
    if (task.status === 'pending' && task.targets[task.targetIndex]?.known_worker_sid !== undefined) {
      this.#enterTarget(task, task.targetIndex + 1);
    }
    this.dispatch();
    if (task.endsWhenDeclined && task.status === 'pending') this.cancelTask(task, reason);
  }

  #enterTarget(task: Task, index: number, skipped = false): void {
    this.#timers.cancel(`${task.sid} target`);
    const target = task.targets[index];
    if (!target || (target.onlyWhenSkipped && !skipped)) {
      this.cancelTask(task, WORKFLOW_TIMEOUT);
      return;
    }
    const sameQueue = task.targetIndex >= 0 && task.queueSid === target.queue;
    task.targetIndex = index;
    task.queueSid = target.queue;
    if (target.priority !== undefined) task.priority = target.priority;
    if (task.workflowSid)
      this.changes.announce('workflow.target-matched', `Task ${task.sid} matched a workflow target`, { task });
    if (!sameQueue) {
      task.dateQueueEntered = this.state.clock.now();
      const queue = this.state.queues.get(task.queueSid);
      this.changes.announce('task-queue.entered', `Task ${task.sid} entered TaskQueue ${queue?.friendlyName}`, {
        task,
      });
    }
    const assigned = this.#assign(task);
    if (!assigned && target.skip_if && holds(target.skip_if, { workers: this.state.workerCounts(target) })) {
      this.changes.announce('workflow.skipped', `Task ${task.sid} skipped a workflow target`, { task });
      this.#enterTarget(task, index + 1, true);
      return;
    }
    if (target.timeout !== undefined)
      this.#timers.start(`${task.sid} target`, this.#secondsLeft(task), () => this.#leaveTarget(task));
  }

  /**
   * Timeouts add up and are held against the age of the task, so who comes early into a target stays the longer.
   * @see https://www.twilio.com/docs/taskrouter/task-evaluation
   */
  #secondsLeft({ targets, targetIndex, dateCreated }: Task): number {
    const together = targets.slice(0, targetIndex + 1).reduce((sum, { timeout = 0 }) => sum + timeout, 0);
    return Math.max(0, together - (this.state.clock.now() - dateCreated) / 1000);
  }

  #leaveTarget(task: Task): void {
    if (!isWaiting(task)) return;
    this.changes.announce('workflow.timeout', `Task ${task.sid} timed out of a workflow target`, { task });
    const offered = this.state.activeReservation(task.sid);
    const next = task.targets[task.targetIndex + 1];
    if (offered && next && !next.onlyWhenSkipped) this.release(offered, 'canceled', 'canceled');
    if (isWaiting(task)) this.#enterTarget(task, task.targetIndex + 1);
  }

  /** Offers a pending task to the worker who comes first. */
  #assign(task: Task): boolean {
    const worker = task.status === 'pending' ? this.state.nextWorker(task) : undefined;
    if (worker) this.#reserve(task, worker);
    return worker !== undefined;
  }

  #reserve(task: Task, worker: Worker): void {
    const now = this.state.clock.now();
    const workflow = task.workflowSid === null ? undefined : this.state.workflows.get(task.workflowSid);
    const reservation: Reservation = {
      sid: newSid('WR'),
      taskSid: task.sid,
      workerSid: worker.sid,
      status: 'pending',
      timeout: workflow?.taskReservationTimeout ?? DEFAULT_RESERVATION_TIMEOUT,
      version: 0,
      dateCreated: now,
      dateUpdated: now,
    };
    worker.lastReserved = now;
    this.state.reservations.set(reservation.sid, reservation);
    this.changes.setTaskStatus(task, 'reserved');
    this.changes.announceReservation('reservation.created', reservation, 'created');
    this.#timers.start(reservation.sid, reservation.timeout, () => this.#timeOut(reservation));
  }

  #timeOut(reservation: Reservation): void {
    if (reservation.status !== 'pending') return;
    this.release(reservation, 'timeout', 'timed out');
    const { workspace, get } = this.state;
    this.changes.setActivity(get.worker(reservation.workerSid), get.activity(workspace.timeoutActivitySid));
    this.goOn(reservation, WORKFLOW_TIMEOUT);
  }
}
