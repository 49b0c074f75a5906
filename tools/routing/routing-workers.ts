import { readFileSync } from 'node:fs';
import type { Twilio } from 'twilio';
import * as v from 'valibot';
import { CommandError } from '../command-error';
import { Attributes } from './json-object';

const Channel = v.object({
  available: v.optional(v.boolean(), true),
  available_capacity_percentage: v.number(),
  configured_capacity: v.optional(v.number()),
  assigned_tasks: v.optional(v.number()),
});

const Worker = v.object({
  sid: v.optional(v.string(), ''),
  friendly_name: v.string(),
  attributes: Attributes,
  activity_sid: v.optional(v.string(), ''),
  activity_name: v.optional(v.string(), ''),
  available: v.optional(v.boolean(), true),
  /** By unique name; a channel that is not listed has room. */
  channels: v.optional(v.record(v.string(), Channel), {}),
});

/** A worker in the words of the REST API. https://www.twilio.com/docs/taskrouter/api/worker */
export type RoutingWorker = v.InferOutput<typeof Worker>;

/** Channels are asked for so many workers at a time. */
const AT_ONCE = 10;

/** Workers out of a file: a list as the REST API gives it, shortened at will. */
export function readWorkers(file: string): RoutingWorker[] {
  try {
    return v.parse(v.array(Worker), JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new CommandError(`${file} is no list of workers: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Every worker of a workspace, as if all had room. */
export async function listWorkers(client: Pick<Twilio, 'taskrouter'>, workspaceSid: string): Promise<RoutingWorker[]> {
  const workers = await client.taskrouter.v1.workspaces(workspaceSid).workers.list({ pageSize: 1000 });
  return workers.map((worker) => ({
    sid: worker.sid,
    friendly_name: worker.friendlyName,
    attributes: JSON.parse(worker.attributes) as Record<string, unknown>,
    activity_sid: worker.activitySid,
    activity_name: worker.activityName,
    available: worker.available,
    channels: {},
  }));
}

/** Every worker of a workspace, and how much room those have who are available. */
export async function fetchWorkers(client: Pick<Twilio, 'taskrouter'>, workspaceSid: string): Promise<RoutingWorker[]> {
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  const workers = await listWorkers(client, workspaceSid);
  const available = workers.filter((worker) => worker.available);
  for (let start = 0; start < available.length; start += AT_ONCE) {
    await Promise.all(
      available.slice(start, start + AT_ONCE).map(async (worker) => {
        const channels = await workspace.workers(worker.sid).workerChannels.list();
        worker.channels = Object.fromEntries(
          channels.map((channel) => [
            channel.taskChannelUniqueName,
            {
              available: channel.available,
              available_capacity_percentage: channel.availableCapacityPercentage,
              configured_capacity: channel.configuredCapacity,
              assigned_tasks: channel.assignedTasks,
            },
          ]),
        );
      }),
    );
  }
  return workers;
}
