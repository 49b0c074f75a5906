import path from 'node:path';
import twilio, { type Twilio } from 'twilio';
import { checkRequests } from '../../../test/testing/openapi';
import { type LocalTwilio, startLocalTwilio } from '../local-twilio';
import { runWithTwilioPort } from '../preload.cjs';

let local: LocalTwilio;
let client: Twilio;

beforeEach(async () => {
  local = await startLocalTwilio({ seed: 'new-flex', flowsFolder: path.resolve(__dirname, '../../../studio-flows') });
  client = twilio(local.account.apiKey, local.account.apiSecret, { accountSid: local.account.accountSid });
});
afterEach(async () => {
  expect(checkRequests(local.requests.all())).toEqual([]);
  await local.stop();
});

const call = <Result>(work: () => Promise<Result>): Promise<Result> => runWithTwilioPort(local.port, work);

test('README example: the configuration of Flex names its workspace and its Conversations Service', async () => {
  const { account } = local;
  const flex = await call(() => client.flexApi.v1.configuration().fetch());
  expect(flex).toMatchObject({
    accountSid: account.accountSid,
    status: 'ok',
    taskrouterWorkspaceSid: account.workspaceSid,
    taskrouterTargetWorkflowSid: account.workflowSid,
    chatServiceInstanceSid: account.conversationsServiceSid,
  });
  const conversations = await call(() => client.conversations.v1.configuration().fetch());
  expect(conversations.defaultChatServiceSid).toBe(account.conversationsServiceSid);
  const workspace = client.taskrouter.v1.workspaces(flex.taskrouterWorkspaceSid);
  expect((await call(() => workspace.activities(flex.taskrouterOfflineActivitySid).fetch())).friendlyName).toBe(
    'Offline',
  );
});

test('it has one queue, one workflow and one worker', async () => {
  const workspace = client.taskrouter.v1.workspaces(local.account.workspaceSid);
  const [queues, workflows, workers, channels] = await call(() =>
    Promise.all([
      workspace.taskQueues.list(),
      workspace.workflows.list(),
      workspace.workers.list(),
      workspace.taskChannels.list(),
    ]),
  );
  expect(queues.map(({ sid, friendlyName }) => [sid, friendlyName])).toEqual([[local.account.queueSid, 'Everyone']]);
  expect(workflows.map(({ friendlyName }) => friendlyName)).toEqual(['Assign to Anyone']);
  expect(workers).toHaveLength(1);
  expect(channels.map(({ uniqueName }) => uniqueName)).toContain('chat');
});

test('its tasks reach whoever is there', async () => {
  const { workflowSid, workspaceSid } = local.account;
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  const [worker] = await call(() => workspace.workers.list());
  const [available] = await call(() => workspace.activities.list({ friendlyName: 'Available' }));
  await call(() => workspace.workers(worker?.sid ?? '').update({ activitySid: available?.sid }));
  const { sid } = await call(() => workspace.tasks.create({ workflowSid, taskChannel: 'chat' }));
  const reservations = await call(() => workspace.tasks(sid).reservations.list());
  expect(reservations.map(({ workerSid }) => workerSid)).toEqual([worker?.sid]);
});

test('visitors are guests in conversations, and the roles of Flex are there', async () => {
  const service = client.conversations.v1.services(local.account.conversationsServiceSid);
  const [roles, configuration] = await call(() => Promise.all([service.roles.list(), service.configuration().fetch()]));
  expect(roles.map(({ friendlyName, type }) => `${type} ${friendlyName}`).sort()).toEqual([
    'conversation admin',
    'conversation agent',
    'conversation guest',
    'conversation supervisor',
    'service admin',
    'service service user',
    'service supervisor',
  ]);
  const guest = roles.find(({ sid }) => sid === configuration.defaultConversationRoleSid);
  expect(guest?.permissions).toEqual(['sendMessage', 'sendMediaMessage', 'leaveConversation']);
});

test('nothing of ours is there: one Sync service without ACLs, and no flow', async () => {
  const [services, flows] = await call(() =>
    Promise.all([client.sync.v1.services.list(), client.studio.v2.flows.list()]),
  );
  expect(services.map(({ uniqueName, aclEnabled }) => [uniqueName, aclEnabled])).toEqual([['default', false]]);
  expect([flows, local.flows]).toEqual([[], {}]);
});
