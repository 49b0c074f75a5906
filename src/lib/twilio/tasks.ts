import type TwilioClient from 'twilio/lib/rest/Twilio';
import type { TaskInstance } from 'twilio/lib/rest/taskrouter/v1/workspace/task';
import { parseObject } from '../json/parse-object';
import type { CallSid, ConversationSid, WorkflowSid } from './sids';
import type { Upstream } from './upstream';
import { isRefusal, undefinedWhenRefused } from './upstream-error';

export type TaskStatus = 'pending' | 'reserved' | 'assigned' | 'wrapping' | 'completed' | 'canceled';

export interface Task {
  sid: string;
  status: TaskStatus;
  /** Parsed JSON. */
  attributes: Record<string, unknown>;
  createdAt: Date;
}

export interface NewTask {
  workflowSid: WorkflowSid;
  /** Unique name of the task channel, such as `voice`. */
  taskChannel: string;
  /** JSON text. */
  attributes: string;
  /** Seconds that it may wait. */
  timeout: number;
}

/** https://www.twilio.com/docs/taskrouter/api/reservations: it rings, the agent is at it, or wraps up. */
const HOLDS: readonly string[] = ['pending', 'accepted', 'wrapping'];
const NOT_FOUND = 404;
const CHANGED_MEANWHILE = 412;
const TRIES = 3;
/** A page at most; TaskRouter gives a task up after so many rejections: https://www.twilio.com/docs/taskrouter/limits */
const RESERVATIONS = 1000;

/** Tasks of TaskRouter v1, inside one workspace. https://www.twilio.com/docs/taskrouter/api/task */
export class Tasks {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
    private readonly workspaceSid: string,
  ) {}

  /**
   * The tasks of a conversation, oldest first; a transfer makes another one. One call, limited by Twilio to 3 a second
   * because it evaluates attributes.
   */
  async ofConversation(conversationSid: ConversationSid): Promise<Task[]> {
    const workspace = await this.#workspace();
    const found = await this.upstream.call(true, () =>
      workspace.tasks.list({ evaluateTaskAttributes: `conversationSid == '${conversationSid}'`, limit: 20 }),
    );
    return found.map(toTask).sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  }

  /** Undefined: not there yet, or not any more. */
  async fetch(taskSid: string): Promise<Task | undefined> {
    const workspace = await this.#workspace();
    return this.upstream
      .call(true, () => workspace.tasks(taskSid).fetch())
      .then(toTask, undefinedWhenRefused(NOT_FOUND));
  }

  /**
   * Changes a task's attributes, against its ETag: what others write at the same time stays. Two calls.
   *
   * @returns false when the task is gone, or when Twilio takes no changes of it any more
   */
  async changeAttributes(
    taskSid: string,
    change: (attributes: Record<string, unknown>) => Record<string, unknown>,
  ): Promise<boolean> {
    const task = (await this.#workspace()).tasks(taskSid);
    for (let tries = 1; ; tries += 1) {
      const found = await this.upstream
        .call(true, () => task.fetchWithHttpInfo())
        .catch(undefinedWhenRefused(NOT_FOUND));
      if (!found) return false;
      const attributes = JSON.stringify(change(parseObject(found.body.attributes)));
      const ifMatch = String(found.headers.etag ?? '');
      try {
        // Against its ETag a repeat after a lost answer changes nothing twice.
        await this.upstream.call(true, () => task.update({ attributes, ...(ifMatch && { ifMatch }) }));
        return true;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        if (!isRefusal(error, CHANGED_MEANWHILE) || tries === TRIES) return false;
      }
    }
  }

  /** Is this worker offered the task, or at it? One call. */
  async isHeldBy(taskSid: string, workerSid: string): Promise<boolean> {
    const workspace = await this.#workspace();
    const reservations = await this.upstream
      .call(true, () => workspace.tasks(taskSid).reservations.list({ workerSid, limit: RESERVATIONS }))
      .catch(undefinedWhenRefused(NOT_FOUND));
    return (reservations ?? []).some(({ reservationStatus }) => HOLDS.includes(reservationStatus));
  }

  /**
   * The tasks that call this call's customer back. One call, limited by Twilio to 3 a second because it evaluates
   * attributes.
   */
  async callingBack(callSid: CallSid): Promise<Task[]> {
    const workspace = await this.#workspace();
    const found = await this.upstream.call(true, () =>
      workspace.tasks.list({ evaluateTaskAttributes: `taskType == 'callback' AND callSid == '${callSid}'`, limit: 20 }),
    );
    return found.map(toTask);
  }

  /** Not repeated when the answer is lost: it would make a second one. */
  async create({ workflowSid, taskChannel, attributes, timeout }: NewTask): Promise<Task> {
    const workspace = await this.#workspace();
    return this.upstream
      .call(false, () => workspace.tasks.create({ workflowSid, taskChannel, attributes, timeout }))
      .then(toTask);
  }

  async #workspace() {
    return (await this.client()).taskrouter.v1.workspaces(this.workspaceSid);
  }
}

function toTask({ sid, assignmentStatus, attributes, dateCreated }: TaskInstance): Task {
  return {
    sid,
    status: assignmentStatus as TaskStatus,
    attributes: parseObject(attributes),
    createdAt: dateCreated,
  };
}
