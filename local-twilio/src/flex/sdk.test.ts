import { once } from 'node:events';
import { type Reservation, Worker } from 'twilio-taskrouter';
import { letTimersGo } from '../../../test/testing/let-timers-go';
import { type StartedFlex, startFlex } from './testing/start-flex';

letTimersGo();

/** The unmodified TaskRouter SDK as the agent desktop uses it. */
let local: StartedFlex;
const workers: Worker[] = [];

beforeEach(async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  local = await startFlex({ interactionTaskDelayMs: 0 });
});

afterEach(async () => {
  for (const worker of workers.splice(0)) worker.disconnect();
  await local.stop();
});

async function connect(agent = local.alice): Promise<Worker> {
  const worker = new Worker(local.tokenOf(agent), local.sdkOptions);
  workers.push(worker);
  await once(worker, 'ready');
  return worker;
}

async function goTo(worker: Worker, name: string): Promise<void> {
  const activity = [...worker.activities.values()].find((one) => one.name === name);
  await activity?.setAsCurrent();
}

async function offered(worker: Worker, create: () => unknown): Promise<Reservation> {
  const event = once(worker, 'reservationCreated');
  create();
  const [reservation] = await event;
  return reservation as Reservation;
}

const startInteraction = (conversationSid: string) =>
  local.flex.createInteraction({
    channel: { type: 'web', initiated_by: 'customer', properties: { media_channel_sid: conversationSid } },
    routing: {
      properties: {
        workspace_sid: local.account.workspaceSid,
        workflow_sid: local.account.workflowSid,
        task_channel_unique_name: 'chat',
        attributes: { customerName: 'Casey' },
      },
    },
  });

const channelPath = ({ attributes }: Reservation['task']) =>
  `v1/Interactions/${attributes.flexInteractionSid}/Channels/${attributes.flexInteractionChannelSid}`;

function acceptByInvite(agent: StartedFlex['alice'], reservation: Reservation) {
  const path = `${channelPath(reservation.task)}/Invites/${reservation.task.attributes.flexChannelInviteSid}`;
  return local.rpc(agent, 'POST', path, {
    action: 'accept',
    routing: { type: 'taskrouter', reservation: { sid: reservation.sid } },
  });
}

test('a worker becomes ready with activities and channels, and is offline', async () => {
  const worker = await connect();
  expect(worker.sid).toBe(local.alice.workerSid);
  expect(worker.name).toBe('alice@example.com');
  expect(worker.attributes).toMatchObject({
    full_name: 'Alice Moreau',
    public_name: 'Alice',
    contact_uri: 'client:alice_40example_2Ecom',
  });
  expect(worker.activity.name).toBe('Offline');
  expect([...worker.activities.values()].map(({ name, available }) => [name, available])).toEqual([
    ['Offline', false],
    ['Available', true],
    ['Unavailable', false],
    ['Break', false],
  ]);
  const chat = [...worker.channels.values()].find(({ taskChannelUniqueName }) => taskChannelUniqueName === 'chat');
  expect(chat).toMatchObject({ capacity: 3, assignedTasks: 0, availableCapacityPercentage: 100, available: true });
});

test('an activity is changed by the SDK and told to every page of the worker', async () => {
  const worker = await connect();
  const other = await connect();
  const told = once(other, 'activityUpdated');
  await goTo(worker, 'Available');
  expect(worker.activity.name).toBe('Available');
  await told;
  expect(other.activity.name).toBe('Available');
});

test('accept by the invite, wrap up, complete', async () => {
  const worker = await connect();
  await goTo(worker, 'Available');
  const conversationSid = local.conversations.create('customer-1');
  const reservation = await offered(worker, () => startInteraction(conversationSid));
  expect(reservation.status).toBe('pending');
  expect(reservation.timeout).toBe(120);
  expect(reservation.task).toMatchObject({
    status: 'reserved',
    queueName: 'Chat',
    workflowName: 'Chat',
    taskChannelUniqueName: 'chat',
  });
  expect(reservation.task.attributes).toMatchObject({
    customerName: 'Casey',
    channelType: 'web',
    direction: 'inbound',
    initiatedBy: 'customer',
    flexInteractionSid: expect.stringMatching(/^KD/),
  });
  expect(reservation.task.attributes.conversationSid).toBeUndefined();

  const accepted = once(reservation, 'accepted');
  const answer = await acceptByInvite(local.alice, reservation);
  expect(answer.status).toBe(200);
  await accepted;
  expect(reservation.status).toBe('accepted');
  expect(reservation.task.status).toBe('assigned');
  expect(local.conversations.identities(conversationSid)).toEqual(['customer-1', 'alice_40example_2Ecom']);

  const participants = await local.rpc(local.alice, 'GET', `${channelPath(reservation.task)}/Participants`);
  expect(participants.payload?.participants).toMatchObject([
    {
      type: 'customer',
      media_properties: { identity: 'customer-1', conversation_sid: conversationSid },
      routing_properties: null,
    },
    {
      type: 'agent',
      media_properties: { identity: 'alice_40example_2Ecom', conversation_sid: conversationSid },
      routing_properties: { task_sid: reservation.task.sid, reservation_sid: reservation.sid, worker_sid: worker.sid },
    },
  ]);

  const wrapup = once(reservation, 'wrapup');
  const taskWrapup = once(reservation.task, 'wrapup');
  const ended = await local.rpc(local.alice, 'POST', channelPath(reservation.task), {
    status: 'closed',
    routing: { status: 'wrapup' },
  });
  expect(ended.payload).toMatchObject({ status: 'closed' });
  await Promise.all([wrapup, taskWrapup]);
  expect(reservation.status).toBe('wrapping');
  expect(reservation.task.status).toBe('wrapping');

  const completed = once(reservation, 'completed');
  await local.rpc(local.alice, 'POST', channelPath(reservation.task), {
    status: 'closed',
    routing: { status: 'closed' },
  });
  await completed;
  expect(reservation.status).toBe('completed');
  expect(local.taskRouter.taskStatus(reservation.task.sid)).toBe('completed');
});

test('a bare accept is accepted by TaskRouter, joins nobody, and the terminal says why', async () => {
  const worker = await connect();
  await goTo(worker, 'Available');
  const conversationSid = local.conversations.create('customer-1');
  const reservation = await offered(worker, () => startInteraction(conversationSid));
  await reservation.accept();
  expect(reservation.status).toBe('accepted');
  expect(local.conversations.identities(conversationSid)).toEqual(['customer-1']);
  expect(local.said.join('\n')).toContain('accepted reservation');
  expect(local.said.join('\n')).toContain(reservation.task.attributes.flexChannelInviteSid);
});

test('the task of an Interaction is not completed by the SDK', async () => {
  const worker = await connect();
  await goTo(worker, 'Available');
  const reservation = await offered(worker, () => startInteraction(local.conversations.create('customer-1')));
  await acceptByInvite(local.alice, reservation);
  await expect(reservation.complete()).rejects.toThrow('belongs to Interaction');
  await expect(reservation.task.complete('done')).rejects.toThrow('belongs to Interaction');
  expect(local.taskRouter.taskStatus(reservation.task.sid)).toBe('assigned');
});

test('a rejected reservation goes to the other worker', async () => {
  const [alice, bob] = [await connect(local.alice), await connect(local.bob)];
  await goTo(alice, 'Available');
  const reservation = await offered(alice, () => startInteraction(local.conversations.create('customer-1')));
  await goTo(bob, 'Available');
  const next = once(bob, 'reservationCreated');
  const rejected = once(reservation, 'rejected');
  await reservation.reject();
  await rejected;
  const [second] = await next;
  expect((second as Reservation).task.sid).toBe(reservation.task.sid);
  expect((second as Reservation).workerSid).toBe(local.bob.workerSid);
});

test('a reservation that times out puts the worker offline, and the task waits on', async () => {
  const worker = await connect();
  await goTo(worker, 'Available');
  const reservation = await offered(worker, () => startInteraction(local.conversations.create('customer-1')));
  const timeout = once(reservation, 'timeout');
  const offline = once(worker, 'activityUpdated');
  local.clock.advance(120_000);
  await Promise.all([timeout, offline]);
  expect(worker.activity.name).toBe('Offline');
  expect(local.taskRouter.taskStatus(reservation.task.sid)).toBe('pending');
  const again = await offered(worker, () => goTo(worker, 'Available'));
  expect(again.task.sid).toBe(reservation.task.sid);
});

test('a page that loads again finds its open reservation', async () => {
  const first = await connect();
  await goTo(first, 'Available');
  const reservation = await offered(first, () => startInteraction(local.conversations.create('customer-1')));
  await acceptByInvite(local.alice, reservation);
  const second = await connect();
  const found = second.reservations.get(reservation.sid);
  expect(found?.status).toBe('accepted');
  expect(found?.task.attributes.customerName).toBe('Casey');
});

test('a task without Interaction is handled by the SDK alone', async () => {
  const worker = await connect();
  await goTo(worker, 'Available');
  const { workflowSid } = local.account;
  const reservation = await offered(worker, () =>
    local.taskRouter.createTask({ workflowSid, taskChannelUniqueName: 'chat', attributes: { note: 1 } }),
  );
  await reservation.accept();
  await reservation.task.setAttributes({ note: 2 });
  expect(reservation.task.attributes).toEqual({ note: 2 });
  await reservation.task.wrapUp({ reason: 'said goodbye' });
  expect(reservation.task.status).toBe('wrapping');
  await reservation.complete();
  expect(reservation.status).toBe('completed');
});

test('a token of nobody is refused', async () => {
  const stranger = { workerSid: 'WK00000000000000000000000000000009', identity: 'mallory' };
  const answer = await local.rpc(stranger, 'GET', `Workspaces/${local.account.workspaceSid}/Activities`);
  expect(answer).toMatchObject({
    status: 403,
    message: 'The token has no TaskRouter grant for a Worker of this Workspace',
  });
});

test("a worker can't change another worker, nor take the other's reservation", async () => {
  const worker = await connect();
  await goTo(worker, 'Available');
  const reservation = await offered(worker, () => startInteraction(local.conversations.create('customer-1')));
  const workspace = `Workspaces/${local.account.workspaceSid}`;
  const change = await local.rpc(local.bob, 'POST', `${workspace}/Workers/${local.alice.workerSid}`, {
    Attributes: {},
  });
  expect(change.status).toBe(403);
  expect((await acceptByInvite(local.bob, reservation)).status).toBe(403);
  expect((await local.rpc(local.bob, 'POST', channelPath(reservation.task), { status: 'closed' })).status).toBe(403);
});

test('the SDK is told when its socket is cut, and comes back by itself', async () => {
  const worker = await connect();
  const [disconnected, ready] = [once(worker, 'disconnected'), once(worker, 'ready')];
  local.drop();
  await disconnected;
  await ready;
  expect(worker.sid).toBe(local.alice.workerSid);
});
