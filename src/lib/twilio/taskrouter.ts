import type TwilioClient from 'twilio/lib/rest/Twilio';
import * as v from 'valibot';
import { parseObject } from '../json/parse-object';
import { type ConversationSid, QueueSid } from './sids';
import type { Upstream } from './upstream';
import { undefinedWhenRefused } from './upstream-error';

export interface QueueStatistics {
  /** Workers in an available activity; they may be at capacity. */
  availableWorkers: number;
  /** Tasks that nobody has accepted. */
  waitingTasks: number;
}

/** A task that waits for a worker. */
export interface PendingTask {
  /** Unique name of the task channel. */
  taskChannel: string;
  /** As the task's attributes name it; they need not name one. */
  conversationSid?: string;
}

/** What a worker takes of one task channel. */
export interface WorkerChannel {
  /** Switched on for this worker. */
  available: boolean;
  /** 0 to 100: how much of the worker's capacity is left. */
  availableCapacityPercentage: number;
}

export interface Worker {
  sid: string;
  /** Parsed JSON. */
  attributes: Record<string, unknown>;
}

const MALFORMED = 400;
const NOT_FOUND = 404;

/** TaskRouter v1, inside one workspace. https://www.twilio.com/docs/taskrouter/api */
export class TaskRouter {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
    private readonly workspaceSid: string,
  ) {}

  /** Undefined: the workspace has no queue of this friendly name. */
  async queueByName(friendlyName: string): Promise<QueueSid | undefined> {
    const workspace = await this.#workspace();
    const queues = await this.upstream.call(true, () => workspace.taskQueues.list({ friendlyName, limit: 1 }));
    return queues[0] && v.parse(QueueSid, queues[0].sid);
  }

  /** Real-time statistics of a queue for one task channel, such as `chat`. */
  async queueStatistics(queueSid: QueueSid, taskChannel: string): Promise<QueueStatistics> {
    const workspace = await this.#workspace();
    const statistics = await this.upstream.call(true, () =>
      workspace.taskQueues(queueSid).realTimeStatistics().fetch({ taskChannel }),
    );
    const { pending = 0, reserved = 0 } = (statistics.tasksByStatus ?? {}) as Record<string, number | string>;
    return {
      availableWorkers: statistics.totalAvailableWorkers,
      // The OpenAPI shows these as strings, real answers as numbers.
      waitingTasks: Number(pending) + Number(reserved),
    };
  }

  /** How many tasks of a queue were accepted in the last so many minutes. */
  async acceptedTasks(queueSid: QueueSid, taskChannel: string, minutes: number): Promise<number> {
    const workspace = await this.#workspace();
    const statistics = await this.upstream.call(true, () =>
      workspace.taskQueues(queueSid).cumulativeStatistics().fetch({ taskChannel, minutes }),
    );
    return statistics.reservationsAccepted;
  }

  /**
   * The first tasks that wait in a queue and are with nobody, in the order in which TaskRouter assigns them: by priority,
   * then by age. https://www.twilio.com/docs/taskrouter/api/task-queue#task-assignment-precedence
   */
  async pendingTasks(queueSid: QueueSid, limit: number): Promise<PendingTask[]> {
    const workspace = await this.#workspace();
    const tasks = await this.upstream.call(true, () =>
      workspace.tasks.list({
        taskQueueSid: queueSid,
        assignmentStatus: ['pending'],
        ordering: 'Priority:desc,VirtualStartTime:asc',
        limit,
        pageSize: limit,
      }),
    );
    return tasks.map(({ taskChannelUniqueName, attributes }) => {
      const { conversationSid } = parseObject(attributes);
      return { taskChannel: taskChannelUniqueName, ...(typeof conversationSid === 'string' && { conversationSid }) };
    });
  }

  /**
   * SIDs of workers of a queue who are in an available activity; with an expression, of those it fits: none where
   * TaskRouter does not know it. Lists with an expression are limited by Twilio to 3 a second.
   */
  async availableWorkers(queueSid: QueueSid, limit: number, targetWorkersExpression?: string): Promise<string[]> {
    const workspace = await this.#workspace();
    const filter = {
      taskQueueSid: queueSid,
      available: 'true',
      ...(targetWorkersExpression && { targetWorkersExpression }),
    };
    const workers = await this.upstream
      .call(true, () => workspace.workers.list({ ...filter, limit, pageSize: limit }))
      .catch(undefinedWhenRefused(MALFORMED));
    return (workers ?? []).map(({ sid }) => sid);
  }

  /** Undefined: the worker, or this channel of the worker, is not there. */
  async workerChannel(workerSid: string, taskChannel: string): Promise<WorkerChannel | undefined> {
    const workspace = await this.#workspace();
    return this.upstream
      .call(true, () => workspace.workers(workerSid).workerChannels(taskChannel).fetch())
      .then(
        ({ available, availableCapacityPercentage }) => ({ available, availableCapacityPercentage }),
        undefinedWhenRefused(NOT_FOUND),
      );
  }

  /**
   * Is a task of this conversation still looking for an agent? One call, limited by Twilio to 3 a second because it
   * evaluates attributes: for the end of a chat, not for its course.
   */
  async hasOpenTask(conversationSid: ConversationSid): Promise<boolean> {
    const workspace = await this.#workspace();
    const tasks = await this.upstream.call(true, () =>
      workspace.tasks.list({
        evaluateTaskAttributes: `conversationSid == '${conversationSid}'`,
        assignmentStatus: ['pending', 'reserved'],
        limit: 1,
      }),
    );
    return tasks.length > 0;
  }

  /** The worker of this friendly name, which in Flex is the agent's login. */
  async workerByName(friendlyName: string): Promise<Worker | undefined> {
    const workspace = await this.#workspace();
    const [worker] = await this.upstream.call(true, () => workspace.workers.list({ friendlyName, limit: 1 }));
    return worker && { sid: worker.sid, attributes: parseObject(worker.attributes) };
  }

  async #workspace() {
    return (await this.client()).taskrouter.v1.workspaces(this.workspaceSid);
  }
}
