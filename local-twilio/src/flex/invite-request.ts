import { badRequest } from '../http/errors';
import type { Kernel } from '../kernel';
import type { TaskRequest, TaskRouterPort } from '../ports';
import type { Channel, Participant } from './resources';
import { readAttributes, taskAttributes } from './task-attributes';

export interface InviteContext {
  kernel: Kernel;
  taskRouter: TaskRouterPort;
  channel: Channel;
  inviteSid: string;
}

/** The task of an invite, from `routing.properties` of the request. */
export function inviteRequest(context: InviteContext, properties: Record<string, unknown>): TaskRequest {
  const { kernel, channel, inviteSid } = context;
  const attributes = taskAttributes(readAttributes(properties.attributes), channel, inviteSid, kernel.assumptions);
  return {
    workflowSid: text(properties.workflow_sid),
    queueSid: text(properties.queue_sid),
    workerSid: text(properties.worker_sid),
    taskChannelUniqueName: text(properties.task_channel_unique_name) ?? text(properties.task_channel_sid) ?? 'default',
    attributes,
    priority: number(properties.priority),
    timeout: number(properties.timeout),
    interaction: { sid: channel.interactionSid, channelSid: channel.sid, inviteSid },
  };
}

/** The same task once more, for somebody else. */
export function transferRequest(
  context: InviteContext,
  from: NonNullable<Participant['routing']>,
  to: string,
): TaskRequest {
  const { kernel, taskRouter, channel, inviteSid } = context;
  const task = taskRouter.describeTask(from.taskSid);
  if (!task) throw badRequest(20001, `Task ${from.taskSid} is gone`);
  const nowhere =
    (to.startsWith('WK') && (to === from.workerSid || !taskRouter.worker(to))) ||
    (to.startsWith('WQ') && !taskRouter.queue(to));
  if (nowhere) throw badRequest(20001, `A transfer can't go to ${to}`);
  if (!/^W[KQW]/.test(to))
    throw badRequest(20001, 'A transfer goes to a worker (WK…), a queue (WQ…) or a workflow (WW…)');
  const goesOn = kernel.assumptions.declinedTransferGoesOn;
  const worker = to.startsWith('WK') ? to : undefined;
  const queueSid = to.startsWith('WW') ? undefined : to.startsWith('WQ') ? to : text(task.queue_sid);
  return {
    workflowSid: to.startsWith('WW') ? to : text(task.workflow_sid),
    queueSid,
    workerSid: goesOn ? undefined : worker,
    knownWorkerSid: goesOn ? worker : undefined,
    taskChannelUniqueName: String(task.task_channel_unique_name),
    attributes: taskAttributes(readAttributes(task.attributes), channel, inviteSid, kernel.assumptions),
    priority: number(task.priority),
    interaction: { sid: channel.interactionSid, channelSid: channel.sid, inviteSid },
    excludedWorkerSids: [from.workerSid],
    endsWhenDeclined: !goesOn,
  };
}

const text = (value: unknown) => (value === undefined || value === null || value === '' ? undefined : String(value));
const number = (value: unknown) => (text(value) === undefined ? undefined : Number(value));
