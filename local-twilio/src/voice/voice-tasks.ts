import { seededSid } from '../account/sids';
import { TwilioError } from '../http/errors';
import type { Kernel } from '../kernel';
import type { TaskRouterPort } from '../ports';
import { AgentTalk } from './agent-talk';
import { callAttributes } from './call-parameters';
import type { LiveCall } from './live-call';

export interface QueueRequest {
  workflowSid: string;
  attributes: Record<string, unknown>;
  priority: number;
  /** Seconds. */
  timeout: number;
}

/**
 * Why a call has left the queue: as in QueueResult, https://www.twilio.com/docs/voice/twiml/enqueue, or `talked`: an
 * agent had it, and the call is over with that.
 */
export interface QueueResult {
  result: 'hangup' | 'leave' | 'redirected' | 'error' | 'talked';
  seconds: number;
  /** QU…, when it was in a queue. */
  queueSid?: string;
}

interface Queued {
  live: LiveCall;
  leave: (result: QueueResult['result']) => void;
  talk?: AgentTalk;
}

/** Where TaskRouter ends a task that waits or is worked on. */
const ENDED = ['task.canceled', 'task.completed', 'task.system-deleted'];

/** Calls that wait for an agent or talk with one, each with its task in TaskRouter. */
export class VoiceTasks {
  readonly #queued = new Map<string, Queued>();

  constructor(
    private readonly kernel: Kernel,
    private readonly taskRouter: TaskRouterPort,
  ) {
    kernel.events.on('taskrouter', ({ type, taskSid = '' }) => this.#hear(type, taskSid));
    taskRouter.onInstruction((instruction, reservationSid) => this.#connect(instruction, reservationSid));
  }

  /**
   * The call waits until somebody takes it, or it goes.
   *
   * @param signal aborts when the call is over, or other TwiML takes the place of this
   */
  async enqueue(live: LiveCall, request: QueueRequest, signal: AbortSignal): Promise<QueueResult> {
    const { account, clock } = this.kernel;
    const since = clock.now();
    let taskSid: string;
    try {
      const attributes = {
        ...callAttributes(live.call, account.accountSid),
        ...request.attributes,
        call_sid: live.call.sid,
      };
      taskSid = this.taskRouter.createTask({ ...request, attributes, taskChannelUniqueName: 'voice' }).sid;
    } catch (error) {
      if (!(error instanceof TwilioError)) throw error;
      this.kernel.say(`Voice: <Enqueue> makes no task: ${error.message}`);
      return { result: 'error', seconds: 0 };
    }
    live.line.hold(true);
    const result = await this.#wait(taskSid, live, signal);
    live.line.hold(false);
    return {
      result,
      seconds: Math.round((clock.now() - since) / 1000),
      queueSid: seededSid('QU', request.workflowSid),
    };
  }

  /** What an agent says and hears, once they have the call. */
  talk(taskSid: string): AgentTalk | undefined {
    return this.#queued.get(taskSid)?.talk;
  }

  #wait(taskSid: string, live: LiveCall, signal: AbortSignal): Promise<QueueResult['result']> {
    return new Promise((resolve) => {
      const gone = () => queued.leave(live.isOver ? 'hangup' : 'redirected');
      const queued: Queued = {
        live,
        leave: (result) => {
          if (!this.#queued.delete(taskSid)) return;
          signal.removeEventListener('abort', gone);
          this.#endTask(taskSid, result);
          queued.talk?.end();
          resolve(queued.talk && live.isOver ? 'talked' : result);
        },
      };
      this.#queued.set(taskSid, queued);
      signal.addEventListener('abort', gone);
      if (signal.aborted) gone();
      // A task that no queue takes in is canceled as soon as it is made.
      else if (this.taskRouter.taskStatus(taskSid) === 'canceled') this.#hear('task.canceled', taskSid);
    });
  }

  #endTask(taskSid: string, reason: string): void {
    const status = this.taskRouter.taskStatus(taskSid);
    if (status === 'pending' || status === 'reserved') this.taskRouter.cancelTask(taskSid, reason);
    else if (status === 'assigned') this.taskRouter.wrapTask(taskSid, 'conference ended');
  }

  /** reservation.conference() of the SDK, which is how Flex accepts a call: the agent's line is connected. */
  #connect(instruction: string, reservationSid: string): void {
    const reservation = this.taskRouter.reservation(reservationSid);
    const queued = reservation && this.#queued.get(reservation.taskSid);
    if (!reservation || !queued)
      throw new TwilioError(400, 40140, `Instruction ${instruction}: no call waits for this reservation`);
    queued.talk = new AgentTalk(queued.live, reservation.workerSid);
    queued.live.line.hold(false);
    this.taskRouter.acceptReservation(reservationSid);
  }

  #hear(type: string, taskSid: string): void {
    const queued = this.#queued.get(taskSid);
    if (!queued) return;
    if (type === 'reservation.accepted' && !queued.talk) {
      this.kernel.say(
        `Voice: the task ${taskSid} was accepted without its call: Flex does it by reservation.conference(). The caller still waits.`,
      );
    }
    if (!ENDED.includes(type)) return;
    if (queued.talk) queued.live.hangUp();
    else if (this.kernel.assumptions.canceledTaskLeavesQueue) queued.leave('leave');
    else
      this.kernel.say(
        `Voice: the task ${taskSid} is over, and its caller goes on waiting; redirect the call, or hang up`,
      );
  }
}
