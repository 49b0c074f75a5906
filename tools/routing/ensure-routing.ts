import type { Twilio } from 'twilio';
import { CommandError } from '../command-error';
import { type CompareRoutingOptions, findings, namesIn, queuesIn, sidsOf } from './compare-routing';
import { withMark } from './configuration-mark';
import { readWorkflows } from './read-workflows';
import { resolveWorkflow } from './resolve-workflow';
import type { WorkflowFile, WorkflowQueue } from './workflow-file';
import { WorkspaceRouting } from './workspace-routing';

export interface EnsureRoutingOptions extends CompareRoutingOptions {
  /** Changes nothing, and says what it would. */
  dryRun?: boolean;
  /** Also replaces workflows that somebody else made, or edited since. */
  force?: boolean;
  say?: (line: string) => void;
}

export interface EnsuredRouting {
  /** A line for each thing that was made or changed; none when the workspace was as the files say. */
  changes: string[];
  /** SIDs by name, of those that the files name and that are there. */
  workflows: Record<string, string>;
  queues: Record<string, string>;
}

type Workspace = ReturnType<Twilio['taskrouter']['v1']['workspaces']>;

/**
 * Makes the queues that a workspace lacks, then the workflows that it lacks or that differ from their files. Deletes
 * nothing, changes no queue, and touches nothing that the files don't name. After a failure it can be run again: what is
 * done is found by its name.
 *
 * @throws CommandError before anything is changed, when a file is wrong, a name stands for two things, an activity is
 *   not there, or a workflow of a file's name is not ours
 */
export async function ensureRouting(
  client: Pick<Twilio, 'taskrouter'>,
  { workspaceSid, folder, dryRun = false, force = false, say = () => undefined }: EnsureRoutingOptions,
): Promise<EnsuredRouting> {
  const files = readWorkflows(folder);
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  const there = await WorkspaceRouting.read(client, workspaceSid, namesIn(files));
  const found = findings(files, there);
  const kept = found.filter((finding) => finding.kept);
  const refused = kept.filter(({ kind }) => kind === 'workflow' && !force);
  if (refused.length > 0)
    throw new CommandError(refused.map(({ name, message }) => `The workflow "${name}" ${message}`).join('\n'));
  for (const { name, message } of kept.filter(({ kind }) => kind === 'queue')) say(`queue ${name}: ${message}`);

  const asIs = found.flatMap(({ kind, name, state }) => (kind === 'workflow' && state === 'found' ? [name] : []));
  const changes: string[] = [];
  const note = (change: string) => {
    changes.push(change);
    say(change);
  };
  const queues = sidsOf(there.queues);
  const missing = queuesIn(files).filter(({ friendly_name: name }) => !queues[name]);
  const activities = await activitySids(workspace, missing);
  for (const queue of missing) {
    if (!dryRun) queues[queue.friendly_name] = await createQueue(workspace, queue, activities);
    note(`queue ${queue.friendly_name}: ${dryRun ? 'would be created' : 'created'}`);
  }
  const workflows: Record<string, string> = {};
  for (const file of files) {
    const name = file.friendly_name;
    const sid = there.workflows.get(name)?.sid;
    if (sid) workflows[name] = sid;
    if (asIs.includes(name)) continue;
    if (!dryRun) workflows[name] = await putWorkflow(workspace, file, queues, sid);
    const done = sid ? 'updated' : 'created';
    note(`workflow ${name}: ${dryRun ? `would be ${done}` : done}`);
  }
  const named = namesIn(files).queues.flatMap((name) => (queues[name] ? [[name, queues[name]]] : []));
  return { changes, workflows, queues: Object.fromEntries(named) as Record<string, string> };
}

async function createQueue(
  workspace: Workspace,
  queue: WorkflowQueue,
  activities: Readonly<Record<string, string>>,
): Promise<string> {
  const { reservation_activity_name: reservation, assignment_activity_name: assignment } = queue;
  const { sid } = await workspace.taskQueues.create({
    friendlyName: queue.friendly_name,
    targetWorkers: queue.target_workers,
    maxReservedWorkers: queue.max_reserved_workers,
    ...(reservation && { reservationActivitySid: activities[reservation] }),
    ...(assignment && { assignmentActivitySid: activities[assignment] }),
  });
  return sid;
}

async function putWorkflow(
  workspace: Workspace,
  file: WorkflowFile,
  queues: Readonly<Record<string, string>>,
  sid: string | undefined,
): Promise<string> {
  const content = resolveWorkflow(file, queues);
  const fields = { configuration: withMark(content), taskReservationTimeout: content.taskReservationTimeout };
  const workflow = sid
    ? await workspace.workflows(sid).update(fields)
    : await workspace.workflows.create({ friendlyName: file.friendly_name, ...fields });
  return workflow.sid;
}

/** Asked for only where a queue that is to be made names one. */
async function activitySids(workspace: Workspace, queues: WorkflowQueue[]): Promise<Record<string, string>> {
  const wanted = queues.flatMap((queue) =>
    [queue.reservation_activity_name, queue.assignment_activity_name].flatMap((name) => (name ? [name] : [])),
  );
  if (wanted.length === 0) return {};
  const activities = await workspace.activities.list();
  const sids = Object.fromEntries(activities.map(({ friendlyName, sid }) => [friendlyName, sid]));
  const missing = wanted.find((name) => !sids[name]);
  if (missing)
    throw new CommandError(
      `The workspace has no activity "${missing}"; it has: ${activities.map(({ friendlyName }) => friendlyName).join(', ')}`,
    );
  return sids;
}
