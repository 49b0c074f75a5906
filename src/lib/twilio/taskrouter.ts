import type TwilioClient from 'twilio/lib/rest/Twilio';
import { parseObject } from '../json/parse-object';
import type { ConversationSid, QueueSid } from './sids';
import type { Upstream } from './upstream';

export interface QueueStatistics {
  /** Workers in an available activity; they may be at capacity. */
  availableWorkers: number;
  /** Tasks that nobody has accepted. */
  waitingTasks: number;
  /** Seconds that the oldest of them has waited. */
  longestWait: number;
}

export interface Worker {
  sid: string;
  /** Parsed JSON. */
  attributes: Record<string, unknown>;
}

/** TaskRouter v1, inside one workspace. https://www.twilio.com/docs/taskrouter/api */
export class TaskRouter {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
    private readonly workspaceSid: string,
  ) {}

  /** Real-time statistics of a queue for one task channel, such as `chat`. */
  async queueStatistics(queueSid: QueueSid, taskChannel: string): Promise<QueueStatistics> {
    const workspace = await this.#workspace();
    const statistics = await this.upstream.call(true, () =>
      workspace.taskQueues(queueSid).realTimeStatistics().fetch({ taskChannel }),
    );
    const { pending = 0, reserved = 0 } = (statistics.tasksByStatus ?? {}) as { pending?: number; reserved?: number };
    return {
      availableWorkers: statistics.totalAvailableWorkers,
      waitingTasks: pending + reserved,
      longestWait: statistics.longestTaskWaitingAge,
    };
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
