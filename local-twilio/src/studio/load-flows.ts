import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { readFlows } from '../../../studio-flows/read-flows';
import { resolveNames } from '../../../studio-flows/resolve-names';
import type { ServerlessService } from '../../../studio-flows/stand-ins';
import type { Account } from '../account/account';
import { seededSid } from '../account/sids';

/** The SID of a flow that is there from the start. */
export const seededFlowSid = (name: string) => seededSid('FW', `flow-${name}`);

/** The flow files of a folder, with the SIDs of this account. Throws an error that names everything missing. */
export function loadFlows(
  folder: string,
  account: Account,
  serverless: ServerlessService,
): { name: string; definition: FlowDefinition }[] {
  const { flows, names } = readFlows(folder);
  const values = {
    workflows: { Chat: account.workflowSid },
    taskChannels: { chat: account.taskChannelSid, voice: seededSid('TC', 'voice') },
    services: { [names.serverless.service.uniqueName]: serverless },
    flows: Object.fromEntries(flows.map(({ name }) => [name, seededFlowSid(name)])),
  };
  return flows.map(({ name, definition }) => ({ name, definition: resolveNames(definition, names, values) }));
}
