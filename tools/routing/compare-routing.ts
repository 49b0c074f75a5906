import type { Twilio } from 'twilio';
import { origin, sameContent } from './configuration-mark';
import { readWorkflows } from './read-workflows';
import { resolveWorkflow } from './resolve-workflow';
import type { WorkflowFile, WorkflowQueue } from './workflow-file';
import { type AccountQueue, type AccountWorkflow, WorkspaceRouting } from './workspace-routing';

export interface RoutingFinding {
  kind: 'queue' | 'workflow';
  name: string;
  state: 'found' | 'missing' | 'differs';
  /** Where it is there. */
  sid?: string;
  /** What differs, and what becomes of it; absent when nothing is to be said. */
  message?: string;
  /** Differs, and stays as it is: a queue, or a workflow that somebody else made or edited (that one until `force`). */
  kept?: boolean;
}

export interface CompareRoutingOptions {
  /** WS… */
  workspaceSid: string;
  /** Of the workflow files; `routing/` when absent. */
  folder?: string;
}

/**
 * Holds the workflow files against a workspace. Reads, and changes nothing.
 *
 * @throws CommandError when a file is wrong or a name stands for two things in the workspace
 */
export async function compareRouting(
  client: Pick<Twilio, 'taskrouter'>,
  { workspaceSid, folder }: CompareRoutingOptions,
): Promise<RoutingFinding[]> {
  const files = readWorkflows(folder);
  return findings(files, await WorkspaceRouting.read(client, workspaceSid, namesIn(files)));
}

/** What is there of each queue, then of each workflow. */
export function findings(files: WorkflowFile[], workspace: WorkspaceRouting): RoutingFinding[] {
  return [
    ...queuesIn(files).map((queue) => aboutQueue(queue, workspace.queues.get(queue.friendly_name))),
    ...files.map((file) => aboutWorkflow(file, workspace)),
  ];
}

/** Each queue once, in the order of the files. */
export function queuesIn(files: WorkflowFile[]): WorkflowQueue[] {
  const all = files.flatMap(({ task_queues: queues }) => queues);
  return all.filter(
    ({ friendly_name: name }, index) => all.findIndex((other) => other.friendly_name === name) === index,
  );
}

export const namesIn = (files: WorkflowFile[]) => ({
  queues: queuesIn(files).map(({ friendly_name: name }) => name),
  workflows: files.map(({ friendly_name: name }) => name),
});

/** SIDs of the queues that are there, by name. */
export const sidsOf = (queues: ReadonlyMap<string, { sid: string }>) =>
  Object.fromEntries([...queues].map(([name, { sid }]) => [name, sid]));

function aboutQueue(queue: WorkflowQueue, found: AccountQueue | undefined): RoutingFinding {
  const about = { kind: 'queue' as const, name: queue.friendly_name };
  if (!found) return { ...about, state: 'missing', message: `would take workers for whom ${queue.target_workers}` };
  const facts = [
    ['target_workers', queue.target_workers, found.targetWorkers],
    ['max_reserved_workers', queue.max_reserved_workers, found.maxReservedWorkers],
    ['reservation_activity_name', queue.reservation_activity_name, found.reservationActivityName ?? undefined],
    ['assignment_activity_name', queue.assignment_activity_name, found.assignmentActivityName ?? undefined],
  ] as const;
  const different = facts.filter(([, wanted, there]) => wanted !== undefined && wanted !== there);
  if (different.length === 0) return { ...about, state: 'found', sid: found.sid };
  const message = different.map(([field, wanted, there]) => `${field} is ${there}, the file says ${wanted}`).join('; ');
  return {
    ...about,
    state: 'differs',
    sid: found.sid,
    kept: true,
    message: `${message}. Queues that are there stay as they are, since other workflows may use them: change it in the console, or the file`,
  };
}

function aboutWorkflow(file: WorkflowFile, workspace: WorkspaceRouting): RoutingFinding {
  const about = { kind: 'workflow' as const, name: file.friendly_name };
  const found: AccountWorkflow | undefined = workspace.workflows.get(file.friendly_name);
  if (!found) return { ...about, state: 'missing' };
  if (sameContent(found, resolveWorkflow(file, sidsOf(workspace.queues))))
    return { ...about, state: 'found', sid: found.sid };
  const differs = { ...about, state: 'differs' as const, sid: found.sid };
  switch (origin(found)) {
    case 'ours':
      return { ...differs, message: 'stands as it was applied last, and the file has changed since' };
    case 'edited':
      return {
        ...differs,
        kept: true,
        message: 'was edited after it was applied: bring the edit into the file, or apply with --force',
      };
    case 'foreign':
      return {
        ...differs,
        kept: true,
        message: 'was not made from these files: rename one of the two, or apply with --force',
      };
  }
}
