import type { Twilio } from 'twilio';
import { accountClient } from '../environments/account-client';
import type { Environment } from '../environments/environment';
import { ask } from './answer';
import { namesOfFlows } from './names';

/** As much as a list gives at a time: each further page is one more request. The helper library changes what it is given. */
const page = () => ({ pageSize: 1000 });

/** What the account says about itself, and what it has. */
export async function askAccount(client: Twilio, { file, values }: Environment) {
  const { ACCOUNT_SID = '', AUTH_TOKEN, TWILIO_API_KEY = '' } = values;
  // A Standard key may ask for neither account nor keys: https://www.twilio.com/docs/iam/api-keys/keys-in-console
  const owner = AUTH_TOKEN ? accountClient({ file, values: { ACCOUNT_SID, AUTH_TOKEN } }) : client;
  const [conversations, flex, account, key, syncServices, flows, services] = await Promise.all([
    ask(() => client.conversations.v1.configuration().fetch()),
    ask(() => client.flexApi.v1.configuration().fetch()),
    ask(() => owner.api.v2010.accounts(ACCOUNT_SID).fetch()),
    TWILIO_API_KEY ? ask(() => owner.iam.v1.apiKey(TWILIO_API_KEY).fetch()) : undefined,
    ask(() => client.sync.v1.services.list(page())),
    ask(() => client.studio.v2.flows.list(page())),
    ask(() => client.serverless.v1.services.list(page())),
  ]);
  return { conversations, flex, account, key, syncServices, flows, services };
}

export type AccountAnswers = Awaited<ReturnType<typeof askAccount>>;

/** What stands in the Conversations Service, the workspace and the Serverless service that the first answers name. */
export async function askDeeper(client: Twilio, { values }: Environment, answers: AccountAnswers) {
  const flex = answers.flex.ok ? answers.flex.value : undefined;
  const serviceSid = values.CONVERSATIONS_SERVICE_SID ?? flex?.chatServiceInstanceSid;
  const workspaceSid = values.TASKROUTER_WORKSPACE_SID ?? flex?.taskrouterWorkspaceSid;
  const { uniqueName } = namesOfFlows().serverless.service;
  const serverless = answers.services.ok
    ? answers.services.value.find((service) => service.uniqueName === uniqueName)
    : undefined;
  const service = serviceSid ? client.conversations.v1.services(serviceSid) : undefined;
  const workspace = workspaceSid ? client.taskrouter.v1.workspaces(workspaceSid) : undefined;
  const [serviceConfiguration, roles, theWorkspace, workflows, queues, taskChannels, environments] = await Promise.all([
    service && ask(() => service.configuration().fetch()),
    service && ask(() => service.roles.list(page())),
    workspace && ask(() => workspace.fetch()),
    workspace && ask(() => workspace.workflows.list(page())),
    workspace && ask(() => workspace.taskQueues.list(page())),
    workspace && ask(() => workspace.taskChannels.list(page())),
    serverless && ask(() => client.serverless.v1.services(serverless.sid).environments.list(page())),
  ]);
  const kept = { serviceConfiguration, roles, workspace: theWorkspace, workflows, queues, taskChannels, environments };
  return { ...answers, ...kept, serviceSid, workspaceSid };
}

export type DeeperAnswers = Awaited<ReturnType<typeof askDeeper>>;
