import type { Twilio } from 'twilio';
import { CommandError } from '../command-error';
import type { WorkflowContent } from './configuration-mark';

export interface AccountQueue {
  sid: string;
  friendlyName: string;
  targetWorkers: string;
  maxReservedWorkers: number;
  reservationActivityName: string;
  assignmentActivityName: string;
}

export interface AccountWorkflow extends WorkflowContent {
  sid: string;
  friendlyName: string;
}

/** TaskRouter's lists give up to 1,000 at a time. */
const PAGE_SIZE = 1000;

/** The queues and workflows of a workspace, by name. https://www.twilio.com/docs/taskrouter/api */
export class WorkspaceRouting {
  private constructor(
    readonly queues: ReadonlyMap<string, AccountQueue>,
    readonly workflows: ReadonlyMap<string, AccountWorkflow>,
  ) {}

  /**
   * @param named the names that the files use: two of the same name are a CommandError, others don't matter
   */
  static async read(
    client: Pick<Twilio, 'taskrouter'>,
    workspaceSid: string,
    named: { queues: string[]; workflows: string[] },
  ): Promise<WorkspaceRouting> {
    const workspace = client.taskrouter.v1.workspaces(workspaceSid);
    const [queues, workflows] = await Promise.all([
      workspace.taskQueues.list({ pageSize: PAGE_SIZE }),
      workspace.workflows.list({ pageSize: PAGE_SIZE }),
    ]);
    return new WorkspaceRouting(
      byName('queues', queues, named.queues),
      byName('workflows', workflows, named.workflows),
    );
  }
}

function byName<Resource extends { sid: string; friendlyName: string }>(
  kind: string,
  resources: Resource[],
  wanted: string[],
): Map<string, Resource> {
  const found = new Map<string, Resource>();
  for (const resource of resources) {
    const other = found.get(resource.friendlyName);
    if (other && wanted.includes(resource.friendlyName)) {
      throw new CommandError(
        `The workspace has two ${kind} named "${resource.friendlyName}" (${other.sid} and ${resource.sid}): rename one of them`,
      );
    }
    found.set(resource.friendlyName, resource);
  }
  return found;
}
