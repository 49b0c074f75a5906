import type { Twilio } from 'twilio';
import type { FlowNames } from './flow-names';
import type { AccountValues, ServerlessService } from './stand-ins';

/**
 * Looks up by name what the flows need of an account: workflows and task channels of the workspace (WS…), and the
 * Serverless service with its environments and Functions. Throws the helper library's RestException.
 *
 * @param flows name of a flow file → FW…, for flows that run each other
 */
export async function readAccountValues(
  client: Twilio,
  workspaceSid: string,
  names: FlowNames,
  flows: Record<string, string> = {},
): Promise<AccountValues> {
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  const [workflows, taskChannels, services] = await Promise.all([
    workspace.workflows.list(),
    workspace.taskChannels.list(),
    client.serverless.v1.services.list(),
  ]);
  const { uniqueName } = names.serverless.service;
  const found = await Promise.all(
    services.map(async (service): Promise<[string, ServerlessService]> => {
      const empty = { sid: service.sid, environments: {}, functions: {} };
      const wanted = service.uniqueName === uniqueName;
      return [service.uniqueName, wanted ? await readService(client, service.sid) : empty];
    }),
  );
  return {
    workflows: Object.fromEntries(workflows.map(({ friendlyName, sid }) => [friendlyName, sid])),
    taskChannels: Object.fromEntries(taskChannels.map((channel) => [channel.uniqueName, channel.sid])),
    services: Object.fromEntries(found),
    flows,
  };
}

async function readService(client: Twilio, sid: string): Promise<ServerlessService> {
  const service = client.serverless.v1.services(sid);
  const [environments, functions] = await Promise.all([service.environments.list(), service.functions.list()]);
  return {
    sid,
    environments: Object.fromEntries(
      environments.map((environment) => [
        environment.domainSuffix ?? '',
        { sid: environment.sid, origin: `https://${environment.domainName}` },
      ]),
    ),
    // A deploy names each Function by its path.
    functions: Object.fromEntries(functions.map((one) => [one.friendlyName, one.sid])),
  };
}
