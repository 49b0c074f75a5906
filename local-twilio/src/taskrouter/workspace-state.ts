import type { Account } from '../account/account';
import type { Clock } from '../account/clock';
import { newSid } from '../account/sids';
import { badRequest, notFound, TwilioError } from '../http/errors';
import type { ReservationStatus } from '../ports';
import { valueAt } from './json-path';
import type { Activity, Reservation, Task, TaskChannel, TaskQueue, Worker, Workflow, Workspace } from './resources';
import { seedWorkspace } from './seed';
import { withoutOurs } from './seed-new-flex';
import { type WorkerChannel, type WorkerChannelSettings, workerChannel } from './worker-channel';
import { inOrder } from './worker-choice';
import { holds, parseWorkflowConfiguration, queuesOf, type WorkflowTarget } from './workflow-configuration';

const NOT_PLAYED = 501;
const ACTIVE: ReservationStatus[] = ['pending', 'accepted', 'wrapping'];

/** What a workspace holds, and the questions that can be asked of it. */
export class WorkspaceState {
  readonly workspace: Workspace;
  readonly activities: Map<string, Activity>;
  readonly taskChannels: Map<string, TaskChannel>;
  readonly queues: Map<string, TaskQueue>;
  readonly workflows: Map<string, Workflow>;
  readonly workers: Map<string, Worker>;
  readonly tasks = new Map<string, Task>();
  readonly reservations = new Map<string, Reservation>();
  /** By worker and task channel. */
  readonly workerChannels = new Map<string, WorkerChannelSettings>();

  constructor(
    account: Account,
    readonly clock: Clock,
  ) {
    const ready = seedWorkspace(account, clock.now());
    const seed = account.seed === 'new-flex' ? withoutOurs(ready, account) : ready;
    this.workspace = seed.workspace;
    this.activities = bySid(seed.activities);
    this.taskChannels = bySid(seed.taskChannels);
    this.queues = bySid(seed.queues);
    this.workflows = bySid(seed.workflows);
    this.workers = bySid(seed.workers);
  }

  get = {
    activity: (sid: string) => found(this.activities.get(sid), `Activities/${sid}`),
    taskChannel: (sid: string) => found(this.taskChannels.get(sid), `TaskChannels/${sid}`),
    queue: (sid: string) => found(this.queues.get(sid), `TaskQueues/${sid}`),
    workflow: (sid: string) => found(this.workflows.get(sid), `Workflows/${sid}`),
    worker: (sid: string) => found(this.workers.get(sid), `Workers/${sid}`),
    task: (sid: string) => found(this.tasks.get(sid), `Tasks/${sid}`),
    reservation: (sid: string) => found(this.reservations.get(sid), `Reservations/${sid}`),
  };

  /** By SID or by unique name. */
  findTaskChannel(name: string): TaskChannel | undefined {
    return this.taskChannels.get(name) ?? [...this.taskChannels.values()].find(({ uniqueName }) => uniqueName === name);
  }

  /** The reservation that holds the task now. */
  activeReservation(taskSid: string): Reservation | undefined {
    return this.reservationsOf(taskSid).findLast(({ status }) => ACTIVE.includes(status));
  }

  reservationsOf(taskSid: string): Reservation[] {
    return [...this.reservations.values()].filter((reservation) => reservation.taskSid === taskSid);
  }

  activeReservationsOfWorker(workerSid: string): Reservation[] {
    return [...this.reservations.values()].filter(
      (reservation) => reservation.workerSid === workerSid && ACTIVE.includes(reservation.status),
    );
  }

  workerChannel(worker: Worker, channel: TaskChannel): WorkerChannel {
    const active = this.activeReservationsOfWorker(worker.sid).filter(
      ({ taskSid }) => this.tasks.get(taskSid)?.taskChannelSid === channel.sid,
    );
    return workerChannel(channel, this.workerChannels.get(`${worker.sid}:${channel.sid}`) ?? {}, active);
  }

  isAvailable(worker: Worker): boolean {
    return this.activities.get(worker.activitySid)?.available ?? false;
  }

  /** Workers whom the queue's expression takes in, available or not; none where it is empty. */
  eligibleWorkers(queue: TaskQueue): Worker[] {
    if (queue.targetWorkers === '') return [];
    return [...this.workers.values()].filter((worker) => {
      const own = this.workerScope(worker);
      return holds(queue.targetWorkers, { own, worker: own });
    });
  }

  /** What an expression sees of a worker. */
  workerScope(worker: Worker): Record<string, unknown> {
    return {
      ...worker.attributes,
      sid: worker.sid,
      friendly_name: worker.friendlyName,
      activity_sid: worker.activitySid,
      activity_name: this.activities.get(worker.activitySid)?.friendlyName,
    };
  }

  /** The same with `channel.chat.available_capacity_percentage` and the like, as the targets of a workflow see it. */
  workerScopeWithChannels(worker: Worker): Record<string, unknown> {
    const channels = [...this.taskChannels.values()].map((channel) => {
      const { capacity, assignedTasks, availableCapacityPercentage } = this.workerChannel(worker, channel);
      const facts = {
        configured_capacity: capacity,
        assigned_tasks: assignedTasks,
        available_capacity_percentage: availableCapacityPercentage,
      };
      return [channel.uniqueName, facts];
    });
    return { ...this.workerScope(worker), channel: Object.fromEntries(channels) };
  }

  /** The one who is asked first: available, with room for one more task of the channel. */
  nextWorker(task: Task): Worker | undefined {
    const target = task.targets[task.targetIndex];
    if (!target) return undefined;
    const channel = this.get.taskChannel(task.taskChannelSid);
    const free = this.matchingWorkers(task, target).filter((worker) => {
      if (!this.isAvailable(worker)) return false;
      const { available, availableCapacityPercentage } = this.workerChannel(worker, channel);
      return available && availableCapacityPercentage > 0;
    });
    return inOrder(free, target.order_by, (worker) => this.workerScope(worker))[0];
  }

  /** Workers to whom this target may offer the task, available or not. */
  matchingWorkers(task: Task, target: WorkflowTarget): Worker[] {
    const known =
      target.known_worker_sid === undefined ? undefined : knownWorker(target.known_worker_sid, task.attributes);
    return this.eligibleWorkers(this.get.queue(target.queue)).filter((worker) => {
      if (task.excludedWorkerSids.has(worker.sid)) return false;
      if (task.routingTarget !== null && task.routingTarget !== worker.sid) return false;
      if (target.known_worker_sid !== undefined && known !== worker.sid) return false;
      if (!target.expression) return true;
      return holds(target.expression, { worker: this.workerScopeWithChannels(worker), task: task.attributes });
    });
  }

  /** What `skip_if` sees of the target's queue. */
  workerCounts(target: WorkflowTarget): Record<string, unknown> {
    const workers = this.eligibleWorkers(this.get.queue(target.queue));
    const available = workers.filter((worker) => this.isAvailable(worker)).length;
    const inActivity = (sid: string) => workers.filter(({ activitySid }) => activitySid === sid).length;
    const byActivity = [...this.activities.keys()].map((sid) => [sid, inActivity(sid)]);
    return { ...Object.fromEntries(byActivity), available, unavailable: workers.length - available };
  }

  createWorkflow(fields: Pick<Workflow, 'friendlyName' | 'configuration'> & Partial<Workflow>): Workflow {
    this.checkConfiguration(fields.configuration);
    const now = this.clock.now();
    const workflow: Workflow = {
      assignmentCallbackUrl: '',
      fallbackAssignmentCallbackUrl: '',
      taskReservationTimeout: 120,
      ...fields,
      sid: newSid('WW'),
      dateCreated: now,
      dateUpdated: now,
    };
    this.workflows.set(workflow.sid, workflow);
    return workflow;
  }

  /** Waiting tasks keep the targets they were given. */
  updateWorkflow(workflowSid: string, changes: Partial<Workflow>): Workflow {
    const workflow = this.get.workflow(workflowSid);
    if (changes.configuration !== undefined) this.checkConfiguration(changes.configuration);
    return Object.assign(workflow, changes, { dateUpdated: this.clock.now() });
  }

  /** Answers 400 to a configuration that is none or names a queue that is none. */
  checkConfiguration(text: string): void {
    try {
      for (const queue of queuesOf(parseWorkflowConfiguration(text))) this.get.queue(queue);
    } catch (error) {
      if (error instanceof TwilioError && error.status === NOT_PLAYED) throw error;
      throw badRequest(
        20001,
        `Workflow configuration is invalid: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

const bySid = <Resource extends { sid: string }>(resources: Resource[]) =>
  new Map(resources.map((resource) => [resource.sid, resource]));

function found<Resource>(resource: Resource | undefined, path: string): Resource {
  if (!resource) throw notFound(path);
  return resource;
}

/** `task.lastAgentSid` is looked up in the task; anything else is a SID as it stands. */
function knownWorker(expression: string, attributes: Record<string, unknown>): unknown {
  const path = /^task\.(.+)$/.exec(expression)?.[1];
  return path === undefined ? expression : valueAt(attributes, path.split('.'));
}
