import { newSid } from '../account/sids';
import { badRequest } from '../http/errors';
import { compileExpression } from './expressions';
import type { TaskQueue } from './resources';
import { parseWorkflowConfiguration, queuesOf } from './workflow-configuration';
import type { WorkspaceState } from './workspace-state';

export type QueueFields = Pick<TaskQueue, 'friendlyName' | 'targetWorkers'>;

/** Answers 400 to an expression that is none. */
export function createQueue(state: WorkspaceState, fields: QueueFields): TaskQueue {
  checkTargetWorkers(fields.targetWorkers);
  const now = state.clock.now();
  const queue: TaskQueue = { ...fields, sid: newSid('WQ'), dateCreated: now, dateUpdated: now };
  state.queues.set(queue.sid, queue);
  return queue;
}

export function updateQueue(state: WorkspaceState, queueSid: string, changes: Partial<QueueFields>): TaskQueue {
  const queue = state.get.queue(queueSid);
  if (changes.targetWorkers !== undefined) checkTargetWorkers(changes.targetWorkers);
  return Object.assign(queue, changes, { dateUpdated: state.clock.now() });
}

/** Answers 400 while a workflow names the queue or a task is in it: what would become of them, the docs do not say. */
export function deleteQueue(state: WorkspaceState, queueSid: string): void {
  const queue = state.get.queue(queueSid);
  const workflow = [...state.workflows.values()].find(({ configuration }) =>
    queuesOf(parseWorkflowConfiguration(configuration)).includes(queue.sid),
  );
  if (workflow) throw badRequest(20001, `TaskQueue ${queue.sid} is used by Workflow ${workflow.friendlyName}`);
  if ([...state.tasks.values()].some(({ queueSid }) => queueSid === queue.sid))
    throw badRequest(20001, `TaskQueue ${queue.sid} holds tasks`);
  state.queues.delete(queue.sid);
}

/** Answers 400 while a task of the workflow is there. */
export function deleteWorkflow(state: WorkspaceState, workflowSid: string): void {
  const workflow = state.get.workflow(workflowSid);
  if ([...state.tasks.values()].some((task) => task.workflowSid === workflow.sid))
    throw badRequest(20001, `Workflow ${workflow.sid} has tasks`);
  state.workflows.delete(workflow.sid);
}

function checkTargetWorkers(expression: string): void {
  try {
    if (expression !== '') compileExpression(expression);
  } catch (error) {
    throw badRequest(20001, `Invalid TargetWorkers: ${error instanceof Error ? error.message : expression}`);
  }
}
