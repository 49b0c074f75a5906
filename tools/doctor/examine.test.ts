import { AccountHouse } from './testing/account-house';

const OTHER = '9'.repeat(32);
let house: AccountHouse;

afterEach(async () => {
  expect(house.problems()).toEqual([]);
  await house.stop();
});

describe('an account that has everything', () => {
  beforeEach(async () => {
    house = await AccountHouse.start();
  });

  test('README example: credentials alone, and the rest is found by name', async () => {
    const { account, flows } = house.twilio;
    const { found, creations, findings } = await house.examine();
    expect(found).toEqual({
      CONVERSATIONS_SERVICE_SID: account.conversationsServiceSid,
      SYNC_SERVICE_SID: account.syncServiceSid,
      STUDIO_FLOW_SID: flows['chat-to-flex'],
      TASKROUTER_WORKSPACE_SID: account.workspaceSid,
      TASKROUTER_QUEUE_SID: account.queueSid,
      TASKROUTER_WORKFLOW_SID: account.workflowSid,
      CUSTOMER_ROLE_SID: account.customerRoleSid,
    });
    expect(creations).toEqual([]);
    expect(findings.filter(({ required, state }) => required && state !== 'found')).toEqual([]);
  });

  test('what is set and right is found again', async () => {
    const { found } = await house.examine();
    const again = await house.examine(found);
    expect(again.found).toEqual({});
    expect(again.findings.find(({ name }) => name === 'TASKROUTER_QUEUE_SID')).toEqual({
      name: 'TASKROUTER_QUEUE_SID',
      state: 'found',
      value: found.TASKROUTER_QUEUE_SID,
      message: '"Chat"',
      required: true,
    });
  });

  test.each([
    ['CONVERSATIONS_SERVICE_SID', `IS${OTHER}`, 'not in account', 'conversationsServiceSid'],
    ['TASKROUTER_WORKSPACE_SID', `WS${OTHER}`, 'not in account', 'workspaceSid'],
    ['TASKROUTER_QUEUE_SID', `WQ${OTHER}`, 'not in the workspace', 'queueSid'],
    ['TASKROUTER_WORKFLOW_SID', `WW${OTHER}`, 'not in the workspace', 'workflowSid'],
    ['TASKROUTER_VIDEO_WORKFLOW_SID', `WW${OTHER}`, 'not in the workspace', undefined],
    ['TASKROUTER_VOICE_WORKFLOW_SID', `WW${OTHER}`, 'not in the workspace', undefined],
    ['SYNC_SERVICE_SID', `IS${OTHER}`, 'not in account', undefined],
    ['STUDIO_FLOW_SID', `FW${OTHER}`, 'not in account', undefined],
    ['STUDIO_FLOWS', `outlet=FW${OTHER}`, `outlet=FW${OTHER}: not in account`, undefined],
    ['CUSTOMER_ROLE_SID', `RL${OTHER}`, 'not in the Conversations Service', undefined],
  ] as const)('%s of another account is wrong, and is not written over', async (name, value, message, right) => {
    const { findings, found, creations } = await house.examine({ [name]: value });
    const finding = findings.find((one) => one.name === name);
    expect(finding).toMatchObject({ state: 'wrong', value, required: true });
    expect(finding?.message).toContain(message);
    expect(finding?.message).toContain('belongs to another one, or is gone');
    if (right) expect(finding?.mend).toContain(house.twilio.account[right]);
    expect([found[name], creations]).toEqual([undefined, []]);
  });

  const OF_CALLS = ['TASKROUTER_VIDEO_WORKFLOW_SID', 'TASKROUTER_VOICE_WORKFLOW_SID'];

  test.each(OF_CALLS)('%s is found by its SID; without it, calls take the workflow of chats', async (name) => {
    const { workflowSid } = house.twilio.account;
    expect(await house.finding(name, { [name]: workflowSid })).toEqual({
      name,
      state: 'found',
      value: workflowSid,
      message: '"Chat"',
      required: false,
    });
    expect(await house.finding(name)).toMatchObject({ state: 'unset', required: false });
  });

  test.each(OF_CALLS)('%s that is gone is told with what to do about it', async (name) => {
    const { workflowSid } = house.twilio.account;
    expect((await house.finding(name, { [name]: `WW${OTHER}` }))?.mend).toBe(
      `Empty it: calls then take TASKROUTER_WORKFLOW_SID. Or choose: ${workflowSid} "Chat".`,
    );
  });

  test('a malformed value is told together with the right one', async () => {
    const { account } = house.twilio;
    expect(await house.finding('TASKROUTER_QUEUE_SID', { TASKROUTER_QUEUE_SID: account.workflowSid })).toEqual({
      name: 'TASKROUTER_QUEUE_SID',
      state: 'wrong',
      value: account.workflowSid,
      message: 'is the SID of a workflow, which has no place here',
      mend: `It takes WQ and 32 hex digits. Console, TaskRouter, Task Queues. The account has ${account.queueSid}.`,
      required: true,
    });
  });

  test('without the Auth Token, the state of the account and the type of the key are said to be unseen', async () => {
    const { findings } = await house.examine();
    const message = (name: string) => findings.find((finding) => finding.name === name)?.message;
    expect(message('ACCOUNT_SID')).toBe(
      'the key belongs to it; its state cannot be seen without AUTH_TOKEN or a Main key',
    );
    expect(message('TWILIO_API_KEY')).toBe(
      'accepted; its type cannot be seen without AUTH_TOKEN, but Conversations let no Restricted key in',
    );
    expect(message('AUTH_TOKEN')).toBe('not set: the state of the account and the type of the key stay unseen');
  });

  test('with the Auth Token, both are seen', async () => {
    const { findings } = await house.examine(house.authToken);
    const message = (name: string) => findings.find((finding) => finding.name === name)?.message;
    expect(message('ACCOUNT_SID')).toBe('Local Twilio, active');
    expect(message('TWILIO_API_KEY')).toBe('Local Twilio: accepted, not Restricted');
    expect(message('AUTH_TOKEN')).toBe('accepted; it is never deployed');
  });

  test('an Auth Token of another account is wrong, and is not shown', async () => {
    const finding = await house.finding('AUTH_TOKEN', { AUTH_TOKEN: 'f'.repeat(32) });
    expect(finding).toEqual({
      name: 'AUTH_TOKEN',
      state: 'wrong',
      message: `Twilio does not accept it for ${house.twilio.account.accountSid}`,
      mend: 'Console, on the first page; or leave it out.',
      required: true,
    });
  });

  test('a key of another account is told by the account that it belongs to', async () => {
    const { accountSid } = house.twilio.account;
    const { findings, found } = await house.examine({ ACCOUNT_SID: `AC${OTHER}` });
    expect(findings.find(({ name }) => name === 'ACCOUNT_SID')).toEqual({
      name: 'ACCOUNT_SID',
      state: 'wrong',
      value: `AC${OTHER}`,
      message: `the key belongs to account ${accountSid}`,
      mend: `Write ACCOUNT_SID=${accountSid}, or a key of AC${OTHER}.`,
      required: true,
    });
    expect(found).toEqual({});
  });

  test('a secret that does not belong to the key ends the examination', async () => {
    const { findings, creations } = await house.examine({ TWILIO_API_SECRET: 'x'.repeat(32) });
    expect(findings.find(({ name }) => name === 'TWILIO_API_KEY')).toMatchObject({
      state: 'wrong',
      message: 'Twilio does not accept it with this TWILIO_API_SECRET: deleted, another secret, or a Restricted key',
    });
    expect(findings.some(({ name }) => name === 'Flex')).toBe(false);
    expect(creations).toEqual([]);
  });

  test('a workspace that is not the one of Flex is wrong', async () => {
    house.twilio.account.workspaceSid = `WS${OTHER}`;
    const { workspace } = house.twilio.taskRouter.state() as { workspace: { sid: string } };
    expect(await house.finding('TASKROUTER_WORKSPACE_SID', { TASKROUTER_WORKSPACE_SID: workspace.sid })).toMatchObject({
      state: 'wrong',
      message: 'not the one that Flex uses: no agent would see a chat',
      mend: expect.stringContaining(`TASKROUTER_WORKSPACE_SID=WS${OTHER}`),
    });
  });

  test('an account without Flex is told so', async () => {
    house.twilio.fail({ host: 'flex-api.twilio.com', status: 404 });
    const { findings } = await house.examine();
    expect(findings.find(({ name }) => name === 'Flex')).toEqual({
      name: 'Flex',
      state: 'missing',
      message: 'this account has no Flex: no workspace, no agents, nobody to hand a chat to',
      mend: 'Add Flex to the account (console.twilio.com/flex), or name an account that has it.',
      required: true,
    });
    expect(findings.find(({ name }) => name === 'TASKROUTER_WORKSPACE_SID')).toMatchObject({ state: 'missing' });
  });

  test('a visitor role that may do more than write and leave is told with what to take out of it', async () => {
    const roles = house.client().conversations.v1.services(house.twilio.account.conversationsServiceSid).roles;
    const permission = ['sendMessage', 'addParticipant', 'editAnyMessage', 'deleteConversation'];
    await house.within(() => roles(house.twilio.account.customerRoleSid).update({ permission }));
    const wrong = {
      name: 'CUSTOMER_ROLE_SID',
      state: 'wrong',
      value: house.twilio.account.customerRoleSid,
      message: '"customer" lets visitors addParticipant, editAnyMessage, deleteConversation',
      mend: 'Take out of the role: addParticipant, editAnyMessage, deleteConversation.',
      required: true,
    };
    expect(await house.finding('CUSTOMER_ROLE_SID')).toEqual(wrong);
    const set = { CUSTOMER_ROLE_SID: house.twilio.account.customerRoleSid };
    expect(await house.finding('CUSTOMER_ROLE_SID', set)).toEqual(wrong);
  });

  test('a role of the Service is no role of a visitor', async () => {
    const service = house.client().conversations.v1.services(house.twilio.account.conversationsServiceSid);
    const { defaultChatServiceRoleSid } = await house.within(() => service.configuration().fetch());
    expect(await house.finding('CUSTOMER_ROLE_SID', { CUSTOMER_ROLE_SID: defaultChatServiceRoleSid })).toMatchObject({
      state: 'wrong',
      message: '"service user" is a service role; a participant takes one of a conversation',
    });
  });

  test('a default service role that opens conversations is told, until it does so no more', async () => {
    const service = house.client().conversations.v1.services(house.twilio.account.conversationsServiceSid);
    const { defaultChatServiceRoleSid: sid } = await house.within(() => service.configuration().fetch());
    expect(await house.finding('default service role')).toEqual({
      name: 'default service role',
      state: 'wrong',
      value: sid,
      message: '"service user" lets whoever opened a chat createConversation, in conversations of their own',
      mend: 'Take out of the role: createConversation. Agents have roles of their own.',
      required: false,
    });
    await house.within(() => service.roles(sid).update({ permission: ['editOwnUserInfo'] }));
    expect(await house.finding('default service role')).toMatchObject({ state: 'found' });
  });

  test.each([
    [
      { aclEnabled: false },
      true,
      '"flex-handoff" has no ACLs: a client with a SyncGrant for it reads and writes everything',
    ],
    [{ webhookUrl: 'https://x.example' }, false, '"flex-handoff" tells others of changes: WebhookUrl'],
    [
      { reachabilityWebhooksEnabled: true, webhooksFromRestEnabled: true },
      false,
      '"flex-handoff" tells others of changes: ReachabilityWebhooksEnabled, WebhooksFromRestEnabled',
    ],
  ])('a Sync Service with %j is wrong', async (settings, required, message) => {
    const { syncServiceSid } = house.twilio.account;
    await house.within(() => house.client().sync.v1.services(syncServiceSid).update(settings));
    expect(await house.finding('SYNC_SERVICE_SID', { SYNC_SERVICE_SID: syncServiceSid })).toMatchObject({
      state: 'wrong',
      message,
      required,
    });
  });

  test('the default Sync Service is wrong', async () => {
    const { sid } = await house.within(() => house.client().sync.v1.services('default').fetch());
    expect(await house.finding('SYNC_SERVICE_SID', { SYNC_SERVICE_SID: sid })).toMatchObject({
      state: 'wrong',
      message: 'the default Sync Service, into which other applications write, too',
    });
  });

  test('a workflow that somebody else made is told and kept, and queues are not pressed upon it', async () => {
    expect(await house.finding('workflow "Chat"')).toMatchObject({
      state: 'wrong',
      message: 'was not made from these files: rename one of the two, or apply with --force',
      required: false,
    });
    expect(await house.finding('queue "Outlet"')).toMatchObject({
      state: 'found',
      message: 'as routing/ says, and the site outlet names it',
    });
  });

  test('the event callback is free, or somebody else has it', async () => {
    expect(await house.finding('TaskRouter event callback')).toMatchObject({
      state: 'unset',
      message: 'free: customers are not told when nobody took their chat in time',
    });
    const workspace = house.client().taskrouter.v1.workspaces(house.twilio.account.workspaceSid);
    await house.within(() => workspace.update({ eventCallbackUrl: 'https://crm.example/events' }));
    expect(await house.finding('TaskRouter event callback')).toEqual({
      name: 'TaskRouter event callback',
      state: 'unset',
      value: 'https://crm.example/events',
      message: "somebody else's: customers are not told when nobody took their chat in time",
      required: false,
    });
  });
});

test('a Restricted key is told from one with a wrong secret, since Studio lets it in', async () => {
  house = await AccountHouse.start({ keyType: 'restricted' });
  const restricted = {
    state: 'wrong',
    message: 'a Restricted key: it can neither use Conversations nor sign Access Tokens',
    mend: 'Make one of type Standard (Console, Account, API keys & tokens) and put its SID and secret here.',
  };
  expect(await house.finding('TWILIO_API_KEY')).toMatchObject(restricted);
  expect(await house.finding('TWILIO_API_KEY', house.authToken)).toMatchObject(restricted);
});

test('a Main key sees the account and itself', async () => {
  house = await AccountHouse.start({ keyType: 'main' });
  expect(await house.finding('ACCOUNT_SID')).toMatchObject({ state: 'found', message: 'Local Twilio, active' });
  expect(await house.finding('TWILIO_API_KEY')).toMatchObject({ message: 'Local Twilio: accepted, not Restricted' });
});

test('with the Auth Token in place of a key, the account is examined and the key is missing', async () => {
  house = await AccountHouse.start();
  const { accountSid, authToken } = house.twilio.account;
  const diagnosis = await house.doctor({ given: { ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken } });
  const state = (name: string) => diagnosis.findings.find((finding) => finding.name === name)?.state;
  expect([state('TWILIO_API_KEY'), state('ACCOUNT_SID'), state('Flex'), diagnosis.healthy]).toEqual([
    'missing',
    'found',
    'found',
    false,
  ]);
});

test('an examination takes at most fourteen requests, and nothing is written', async () => {
  house = await AccountHouse.start();
  await house.examine(house.authToken);
  const requests = house.twilio.requests.all();
  expect(requests.length).toBeLessThanOrEqual(14);
  expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(['GET']));
});
