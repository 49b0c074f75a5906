import Twilio from 'twilio/lib/rest/Twilio';
import { checkRequests } from '../../../test/testing/openapi';
import { runWithTwilioPort } from '../preload.cjs';
import { type StartedFlex, startFlex } from './testing/start-flex';

/** The Interactions API as the real helper library calls it; all traffic is held against Twilio's OpenAPI. */
let local: StartedFlex;

beforeEach(async () => {
  local = await startFlex();
});

afterEach(async () => {
  await local.stop();
  // The specification says nothing of a body for transfers, and the helper sends one.
  const unexpected = checkRequests(local.log.all()).filter((problem) => !problem.endsWith('/Transfers: takes no body'));
  expect(unexpected.filter((problem) => !/\/Transfers\/UX\w+: takes no body$/.test(problem))).toEqual([]);
});

function call<Result>(work: (flexApi: Twilio['flexApi']['v1']) => Promise<Result>): Promise<Result> {
  const { accountSid, apiKey, apiSecret } = local.account;
  const client = new Twilio(apiKey, apiSecret, { accountSid, keepAlive: false });
  return runWithTwilioPort(local.port, () => work(client.flexApi.v1));
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => ({}),
    ({ status, code }: { status: number; code: number }) => ({ status, code }),
  );

const routing = () => ({
  properties: {
    workspace_sid: local.account.workspaceSid,
    workflow_sid: local.account.workflowSid,
    task_channel_unique_name: 'chat',
    attributes: { customerName: 'Casey' },
  },
});

async function create() {
  const conversationSid = local.conversations.create('customer-1');
  const interaction = await call(({ interaction: interactions }) =>
    interactions.create({
      channel: { type: 'web', initiated_by: 'customer', properties: { media_channel_sid: conversationSid } },
      routing: routing(),
    }),
  );
  const channelSid = String(interaction.channel.sid);
  const onChannel = <Result>(
    work: (channel: ReturnType<ReturnType<Twilio['flexApi']['v1']['interaction']>['channels']>) => Promise<Result>,
  ) => call((flexApi) => work(flexApi.interaction(interaction.sid).channels(channelSid)));
  return { conversationSid, interaction, channelSid, onChannel, taskSid: String(interaction.routing.properties.sid) };
}

/** Alice has accepted. */
async function createAccepted() {
  const created = await create();
  const workspace = `Workspaces/${local.account.workspaceSid}`;
  const { payload = {} } = await local.rpc(local.alice, 'GET', `${workspace}/Activities`);
  const [, available] = payload.contents as [unknown, { sid: string }];
  await local.rpc(local.alice, 'POST', `${workspace}/Workers/${local.alice.workerSid}`, { ActivitySid: available.sid });
  local.clock.advance(150);
  const [invite] = await created.onChannel((channel) => channel.invites.list());
  const path = `v1/Interactions/${created.interaction.sid}/Channels/${created.channelSid}/Invites/${invite?.sid}`;
  const reservation = { sid: local.taskRouter.activeReservation(created.taskSid)?.sid };
  await local.rpc(local.alice, 'POST', path, { action: 'accept', routing: { type: 'taskrouter', reservation } });
  return created;
}

test('an Interaction names its task before the task is there', async () => {
  const { interaction, channelSid, taskSid, onChannel } = await create();
  expect(interaction.sid).toMatch(/^KD[0-9a-f]{32}$/);
  expect(interaction.channel).toEqual({ sid: channelSid, type: 'web' });
  expect(interaction.routing.properties).toMatchObject({
    assignment_status: 'pending',
    workflow_sid: local.account.workflowSid,
  });
  local.clock.advance(150);
  expect(local.taskRouter.taskStatus(taskSid)).toBe('pending');
  expect((await call((flexApi) => flexApi.interaction(interaction.sid).fetch())).routing.properties).toMatchObject({
    sid: taskSid,
    queue_sid: local.account.queueSid,
  });
  expect(await call((flexApi) => flexApi.interaction(interaction.sid).channels.list())).toMatchObject([
    { sid: channelSid, status: 'active' },
  ]);
  expect(await onChannel((channel) => channel.fetch())).toMatchObject({ type: 'web', errorCode: null });
});

test('a bad Interaction is refused, and an unknown one is not there', async () => {
  const bad = call(({ interaction }) => interaction.create({ channel: { type: 'web' } }));
  expect(await refusal(bad)).toEqual({ status: 400, code: 20001 });
  expect(await refusal(call((flexApi) => flexApi.interaction(`KD${'0'.repeat(32)}`).fetch()))).toEqual({
    status: 404,
    code: 20404,
  });
});

test('a channel is closed by REST, which wraps up, and again, which completes', async () => {
  const { onChannel, taskSid } = await createAccepted();
  expect((await onChannel((channel) => channel.update({ status: 'closed' }))).status).toBe('closed');
  expect(local.taskRouter.taskStatus(taskSid)).toBe('wrapping');
  await onChannel((channel) => channel.update({ status: 'closed', routing: { status: 'closed' } }));
  expect(local.taskRouter.taskStatus(taskSid)).toBe('completed');
  expect(await refusal(onChannel((channel) => channel.invites.create({ routing: routing() })))).toEqual({
    status: 400,
    code: 20001,
  });
});

test('a channel becomes inactive only with its tasks closed, and an invite wakes it', async () => {
  const { onChannel, taskSid } = await createAccepted();
  expect(await refusal(onChannel((channel) => channel.update({ status: 'inactive' })))).toEqual({
    status: 400,
    code: 20001,
  });
  await onChannel((channel) => channel.update({ status: 'inactive', routing: { status: 'closed' } }));
  expect(local.taskRouter.taskStatus(taskSid)).toBe('completed');
  const invite = await onChannel((channel) => channel.invites.create({ routing: routing() }));
  local.clock.advance(150);
  expect(local.taskRouter.taskStatus(invite.routing.properties.sid)).toBe('reserved');
});

test('an invite made by hand is another task, with the attributes that it was given', async () => {
  const { onChannel, taskSid } = await createAccepted();
  const invite = await onChannel((channel) =>
    channel.invites.create({ routing: { properties: { ...routing().properties, attributes: { only: 'this' } } } }),
  );
  local.clock.advance(150);
  const properties = (await onChannel((channel) => channel.invites.list())).map((one) => one.routing.properties);
  expect(properties.map(({ sid }) => sid)).toEqual([taskSid, invite.routing.properties.sid]);
  expect(JSON.parse(properties[1].attributes)).toMatchObject({ only: 'this', flexChannelInviteSid: invite.sid });
  expect(JSON.parse(properties[1].attributes).customerName).toBeUndefined();
});

test('an invite made by hand may come back to the same agent, and does not in the other reading', async () => {
  const { onChannel } = await createAccepted();
  const invite = async () => {
    const { routing: made } = await onChannel((channel) => channel.invites.create({ routing: routing() }));
    local.clock.advance(150);
    return local.taskRouter.taskStatus(made.properties.sid);
  };
  expect(await invite()).toBe('reserved');
  local.kernel.assumptions.invitesSkipAgentsInChannel = true;
  expect(await invite()).toBe('pending');
});

test('an invite that can be routed nowhere makes no task, and the chat goes on', async () => {
  const { onChannel, taskSid } = await createAccepted();
  const properties = { ...routing().properties, workflow_sid: `WW${'0'.repeat(32)}` };
  const invite = await onChannel((channel) => channel.invites.create({ routing: { properties } }));
  local.clock.advance(150);
  expect(local.taskRouter.taskStatus(invite.routing.properties.sid)).toBeUndefined();
  expect(local.said.at(-1)).toContain(`No task for invite ${invite.sid}`);
  expect(await onChannel((channel) => channel.fetch())).toMatchObject({ status: 'active', errorCode: null });
  expect(local.taskRouter.taskStatus(taskSid)).toBe('assigned');
});

test('participants are listed, added and closed', async () => {
  const { onChannel, taskSid, conversationSid } = await createAccepted();
  const participants = await onChannel((channel) => channel.participants.list());
  expect(participants).toMatchObject([
    { type: 'customer', routingProperties: null },
    { type: 'agent', routingProperties: { task_sid: taskSid, worker_sid: local.alice.workerSid } },
  ]);
  const added = await onChannel((channel) =>
    channel.participants.create({ type: 'supervisor', mediaProperties: { identity: 'sue' } }),
  );
  expect(added.type).toBe('supervisor');
  expect(local.conversations.identities(conversationSid)).toEqual(['customer-1', local.alice.identity, 'sue']);
  await onChannel((channel) => channel.participants(participants[1]?.sid ?? '').update({ status: 'closed' }));
  expect(local.taskRouter.taskStatus(taskSid)).toBe('completed');
  expect((await onChannel((channel) => channel.participants.list())).map(({ type }) => type)).toEqual([
    'customer',
    'supervisor',
  ]);
});

test('a transfer is made, fetched and taken back', async () => {
  const { onChannel } = await createAccepted();
  const agent = (await onChannel((channel) => channel.participants.list()))[1];
  // The helper's types ask for {body}, but it sends what it is given.
  const request: object = { type: 'cold', from: agent?.sid, to: local.bob.workerSid };
  const transfer = await onChannel((channel) => channel.transfers.create(request));
  expect(transfer).toMatchObject({ type: 'cold', status: 'active', from: agent?.sid, to: local.bob.workerSid });
  const fetched = await onChannel((channel) => channel.transfers(transfer.sid).fetch());
  expect(fetched).toMatchObject({ sid: transfer.sid, instanceSid: local.account.flexInstanceSid });
  const cancel: object = { status: 'canceled' };
  const updated = await onChannel((channel) => channel.transfers(transfer.sid).update(cancel));
  expect(updated.status).toBe('failed');
});
