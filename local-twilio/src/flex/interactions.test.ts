import { WebSocket } from 'ws';
import type { Assumptions } from '../assumptions';
import { type StartedFlex, startFlex } from './testing/start-flex';

/** Interactions over the event-bridge and the clock; REST has a test of its own. */
let local: StartedFlex;

async function start(assumptions: Partial<Assumptions> = {}): Promise<void> {
  local = await startFlex(assumptions);
}

afterEach(() => local.stop());

interface Started {
  interactionSid: string;
  channelSid: string;
  taskSid: string;
  conversationSid: string;
}

function interact(
  conversationSid = local.conversations.create('customer-1'),
  properties: Record<string, unknown> = {},
): Started {
  const { sid, channel, routing } = local.flex.createInteraction({
    channel: { type: 'web', properties: { media_channel_sid: conversationSid } },
    routing: {
      properties: {
        workflow_sid: local.account.workflowSid,
        task_channel_unique_name: 'chat',
        attributes: { customerName: 'Casey', customers: { name: 'Casey' } },
        ...properties,
      },
    },
  });
  local.clock.advance(150);
  const { sid: taskSid } = routing.properties as { sid: string };
  return { interactionSid: sid, channelSid: String(channel.sid), taskSid, conversationSid };
}

type Agent = StartedFlex['alice'];

async function goes(agent: Agent, name: string): Promise<void> {
  const workspace = `Workspaces/${local.account.workspaceSid}`;
  const { payload = {} } = await local.rpc(agent, 'GET', `${workspace}/Activities`);
  const activities = payload.contents as { sid: string; friendly_name: string }[];
  const { sid } = activities.find(({ friendly_name }) => friendly_name === name) ?? {};
  await local.rpc(agent, 'POST', `${workspace}/Workers/${agent.workerSid}`, { ActivitySid: sid });
}

const path = ({ interactionSid, channelSid }: Started) => `v1/Interactions/${interactionSid}/Channels/${channelSid}`;
const transfersPath = (started: Started) =>
  `v1/Instances/${local.account.flexInstanceSid}/${path(started).slice(3)}/Transfers`;
const status = ({ taskSid }: { taskSid: string }) => local.taskRouter.taskStatus(taskSid);
const attributesOf = (taskSid: string) =>
  JSON.parse(String(local.taskRouter.describeTask(taskSid)?.attributes)) as Record<string, unknown>;
const offeredTo = (taskSid: string) => local.taskRouter.activeReservation(taskSid)?.workerSid;
const identities = ({ conversationSid }: Started) => local.conversations.identities(conversationSid);

function answer(agent: Agent, started: Started, action: 'accept' | 'decline', taskSid = started.taskSid) {
  const reservation = local.taskRouter.activeReservation(taskSid)?.sid;
  const invite = attributesOf(taskSid).flexChannelInviteSid;
  return local.rpc(agent, 'POST', `${path(started)}/Invites/${invite}`, {
    action,
    routing: { type: 'taskrouter', reservation: { sid: reservation } },
  });
}

const close = (agent: Agent, started: Started, routing?: string) =>
  local.rpc(agent, 'POST', path(started), { status: 'closed', ...(routing && { routing: { status: routing } }) });

/** Alice has the chat. */
async function accepted(): Promise<Started> {
  await goes(local.alice, 'Available');
  const started = interact();
  expect((await answer(local.alice, started, 'accept')).status).toBe(200);
  return started;
}

async function participantOf(agent: Agent, started: Started): Promise<string> {
  const { payload } = await local.rpc(agent, 'GET', `${path(started)}/Participants`);
  const participants = payload?.participants as { sid: string; media_properties: { identity: string } }[];
  return participants.find(({ media_properties }) => media_properties.identity === agent.identity)?.sid ?? '';
}

const leave = async (agent: Agent, started: Started, to = 'closed') =>
  local.rpc(agent, 'POST', `${path(started)}/Participants/${await participantOf(agent, started)}`, { status: to });

/** The task that the last invite made. */
async function lastTask(started: Started): Promise<string> {
  const { payload } = await local.rpc(local.alice, 'GET', `${path(started)}/Invites`);
  const invites = payload?.invites as { routing: { properties: { sid: string } } }[];
  return invites.at(-1)?.routing.properties.sid ?? '';
}

async function transfer(started: Started, to: string) {
  const {
    payload,
    status: code,
    message,
  } = await local.rpc(local.alice, 'POST', transfersPath(started), { type: 'cold', to });
  local.clock.advance(150);
  const get = async () => (await local.rpc(local.alice, 'GET', `${transfersPath(started)}/${payload?.sid}`)).payload;
  return { code, message, taskSid: code === 200 ? await lastTask(started) : '', get };
}

describe('creating', () => {
  test('is accepted at once; the task comes later, with what Flex adds and the rest untouched', async () => {
    await start();
    const conversationSid = local.conversations.create('customer-1');
    const { sid, channel, routing } = local.flex.createInteraction({
      channel: { type: 'web', properties: { media_channel_sid: conversationSid } },
      routing: {
        properties: {
          workflow_sid: local.account.workflowSid,
          task_channel_unique_name: 'chat',
          attributes: { customers: { name: 'Casey' }, conversations: { x: 1 } },
        },
      },
    });
    const { sid: taskSid } = routing.properties as { sid: string };
    expect(local.taskRouter.taskStatus(taskSid)).toBeUndefined();
    local.clock.advance(150);
    expect(local.taskRouter.taskStatus(taskSid)).toBe('pending');
    expect(attributesOf(taskSid)).toEqual({
      customers: { name: 'Casey' },
      conversations: { x: 1 },
      channelType: 'web',
      direction: 'inbound',
      initiatedBy: 'customer',
      flexInteractionSid: sid,
      flexInteractionChannelSid: channel.sid,
      flexChannelInviteSid: expect.stringMatching(/^KG[0-9a-f]{32}$/),
    });
  });

  test('puts the conversation into the task in the other reading', async () => {
    await start({ tasksCarryConversationSid: true });
    const { taskSid, conversationSid } = interact();
    expect(attributesOf(taskSid)).toMatchObject({ conversationSid, channelSid: conversationSid });
  });

  test('for a conversation that is closed or not there fails afterwards, and makes no task', async () => {
    await start();
    await goes(local.alice, 'Available');
    const closed = local.conversations.create('customer-1');
    local.conversations.close(closed);
    for (const conversationSid of [closed, `CH${'0'.repeat(32)}`]) {
      const started = interact(conversationSid);
      expect(status(started)).toBeUndefined();
      const { payload } = await local.rpc(local.alice, 'GET', path(started));
      expect(payload).toMatchObject({ status: 'failed', error_code: 45600 });
    }
  });

  test('with a workflow that is none fails afterwards', async () => {
    await start();
    const started = interact(undefined, { workflow_sid: `WW${'0'.repeat(32)}` });
    const { payload } = await local.rpc(local.alice, 'GET', `v1/Interactions/${started.interactionSid}/Channels`);
    expect(payload?.channels).toMatchObject([
      { status: 'failed', error_message: expect.stringContaining('No task for invite') },
    ]);
  });

  test('twice for one conversation makes two tasks', async () => {
    await start();
    const first = interact();
    const second = interact(first.conversationSid);
    expect([status(first), status(second)]).toEqual(['pending', 'pending']);
  });

  test('twice for one conversation is refused in the other reading, until the first has ended', async () => {
    await start({ secondInteractionRefused: true });
    const first = await accepted();
    expect(() => interact(first.conversationSid)).toThrow('has an active Interaction');
    await close(local.alice, first);
    expect(status(interact(first.conversationSid))).toBe('reserved');
  });

  test.each([
    ['a channel type that is none', { type: 'pigeon', properties: { media_channel_sid: 'CH1' } }],
    ['no conversation', { type: 'web' }],
  ])('with %s is refused at once', async (_name, channel) => {
    await start();
    expect(() => local.flex.createInteraction({ channel })).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('accepting', () => {
  test('joins the agent to the conversation and accepts the reservation', async () => {
    await start();
    const started = await accepted();
    expect(status(started)).toBe('assigned');
    expect(identities(started)).toEqual(['customer-1', local.alice.identity]);
  });

  test('a second time is refused', async () => {
    await start();
    const started = await accepted();
    expect(await answer(local.alice, started, 'accept')).toMatchObject({ status: 400 });
    expect(identities(started)).toEqual(['customer-1', local.alice.identity]);
  });

  test('after the conversation has closed is refused, and the reservation stays open', async () => {
    await start();
    await goes(local.alice, 'Available');
    const started = interact();
    local.conversations.close(started.conversationSid);
    expect(await answer(local.alice, started, 'accept')).toMatchObject({
      status: 400,
      message: 'Conversation is closed',
    });
    expect(status(started)).toBe('reserved');
  });

  test('by TaskRouter alone joins nobody', async () => {
    await start();
    await goes(local.alice, 'Available');
    const started = interact();
    local.taskRouter.acceptReservation(local.taskRouter.activeReservation(started.taskSid)?.sid ?? '');
    expect([status(started), identities(started)]).toEqual(['assigned', ['customer-1']]);
    expect(local.said.at(-1)).toContain('is not in conversation');
  });

  test('by TaskRouter alone joins the worker in the other reading', async () => {
    await start({ bareAcceptJoinsConversation: true });
    await goes(local.alice, 'Available');
    const started = interact();
    local.taskRouter.acceptReservation(local.taskRouter.activeReservation(started.taskSid)?.sid ?? '');
    expect(identities(started)).toEqual(['customer-1', local.alice.identity]);
    expect(await participantOf(local.alice, started)).toMatch(/^UT/);
  });
});

describe('declining', () => {
  test('leaves the task to the others', async () => {
    await start();
    await goes(local.alice, 'Available');
    await goes(local.bob, 'Available');
    const started = interact();
    await answer(local.alice, started, 'decline');
    expect(offeredTo(started.taskSid)).toBe(local.bob.workerSid);
  });

  test('an invite for one worker cancels its task, while the conversation stays', async () => {
    await start();
    await goes(local.alice, 'Available');
    await goes(local.bob, 'Available');
    const started = interact(undefined, { worker_sid: local.bob.workerSid });
    await answer(local.bob, started, 'decline');
    expect(status(started)).toBe('canceled');
    expect(local.conversations.find(started.conversationSid)?.state).toBe('active');
    expect((await local.rpc(local.alice, 'GET', path(started))).payload).toMatchObject({ status: 'active' });
  });
});

describe('ending the channel', () => {
  test('wraps up the task, then completes it, and leaves the conversation open', async () => {
    await start();
    const started = await accepted();
    expect((await close(local.alice, started)).payload).toMatchObject({ status: 'closed' });
    expect(status(started)).toBe('wrapping');
    await close(local.alice, started, 'closed');
    expect(status(started)).toBe('completed');
    expect(local.conversations.find(started.conversationSid)?.state).toBe('active');
  });

  test('completes the task at once when asked so', async () => {
    await start();
    const started = await accepted();
    await close(local.alice, started, 'closed');
    expect(status(started)).toBe('completed');
  });

  test('closes the conversation in the other reading, once', async () => {
    await start({ closingChannelClosesConversation: true, closingConversationClosesChannel: true });
    const started = await accepted();
    const closed = jest.spyOn(local.conversations, 'close');
    await close(local.alice, started);
    await close(local.alice, started, 'closed');
    expect(local.conversations.find(started.conversationSid)?.state).toBe('closed');
    expect(closed).toHaveBeenCalledTimes(1);
  });

  test('leaves a task that nobody has accepted, and refuses its invite', async () => {
    await start();
    const started = await accepted();
    const other = (await transfer(started, local.account.queueSid)).taskSid;
    await goes(local.bob, 'Available');
    await close(local.alice, started);
    expect(local.taskRouter.taskStatus(other)).toBe('reserved');
    expect(await answer(local.bob, started, 'accept', other)).toMatchObject({
      status: 400,
      message: expect.stringContaining('is closed'),
    });
    expect(identities(started)).not.toContain(local.bob.identity);
  });

  test.each<[Partial<Assumptions>, string | undefined, string]>([
    [{}, undefined, 'reserved'],
    [{}, 'closed', 'reserved'],
    [{ closingChannelCancelsPendingTasks: true }, undefined, 'canceled'],
    [{ closingChannelCancelsPendingTasks: true }, 'wrapping', 'canceled'],
    [{ closingChannelCancelsPendingTasks: true }, 'closed', 'reserved'],
    [{ routingClosedEndsPendingTasks: true }, undefined, 'reserved'],
    [{ routingClosedEndsPendingTasks: true }, 'wrapping', 'reserved'],
    [{ routingClosedEndsPendingTasks: true }, 'closed', 'canceled'],
  ])('assuming %j, closing with the routing %s leaves a task that is offered %s', async (changed, routing, left) => {
    await start(changed);
    const started = await accepted();
    const other = (await transfer(started, local.account.queueSid)).taskSid;
    await goes(local.bob, 'Available');
    const offer = local.taskRouter.activeReservation(other)?.sid ?? '';
    expect((await close(local.alice, started, routing)).status).toBe(200);
    expect(local.taskRouter.taskStatus(other)).toBe(left);
    expect(local.taskRouter.reservation(offer)?.status).toBe(left === 'canceled' ? 'canceled' : 'pending');
  });

  test('and its task still coming: the task appears', async () => {
    await start();
    const started = await accepted();
    const { payload } = await local.rpc(local.alice, 'POST', transfersPath(started), {
      type: 'cold',
      to: local.bob.workerSid,
    });
    await close(local.alice, started);
    local.clock.advance(150);
    expect(local.taskRouter.taskStatus(await lastTask(started))).toBe('pending');
    expect((await local.rpc(local.alice, 'GET', `${transfersPath(started)}/${payload?.sid}`)).payload).toMatchObject({
      status: 'failed',
    });
  });

  test('when the conversation closes happens only in the other reading', async () => {
    await start();
    const started = await accepted();
    local.conversations.close(started.conversationSid);
    expect(status(started)).toBe('assigned');
    await local.stop();
    await start({ closingConversationClosesChannel: true });
    const other = await accepted();
    local.conversations.close(other.conversationSid);
    expect(status(other)).toBe('wrapping');
  });
});

describe('leaving', () => {
  test('closed completes the task and takes the agent out of the conversation', async () => {
    await start();
    const started = await accepted();
    expect((await leave(local.alice, started)).payload).toMatchObject({ status: 'closed', type: 'agent' });
    expect(status(started)).toBe('completed');
    expect(identities(started)).toEqual(['customer-1']);
    expect((await local.rpc(local.bob, 'GET', path(started))).payload).toMatchObject({ status: 'active' });
  });

  test('wrapup wraps the task up, and closed completes it later', async () => {
    await start();
    const started = await accepted();
    await leave(local.alice, started, 'wrapup');
    expect([status(started), identities(started)]).toEqual(['wrapping', ['customer-1']]);
    await leave(local.alice, started);
    expect(status(started)).toBe('completed');
  });

  test('leaves the agent in the conversation in the other reading', async () => {
    await start({ leavingAgentLeavesConversation: false });
    const started = await accepted();
    await leave(local.alice, started);
    expect(identities(started)).toEqual(['customer-1', local.alice.identity]);
  });
});

const STAYS = { transferringAgentLeavesAtOnce: false };
const ENDS = { declinedTransferGoesOn: false };

describe('a cold transfer', () => {
  test('to a worker makes a second task with the same attributes; the first agent leaves at once and wraps up', async () => {
    await start();
    const started = await accepted();
    await goes(local.bob, 'Available');
    const { taskSid, get } = await transfer(started, local.bob.workerSid);
    expect(offeredTo(taskSid)).toBe(local.bob.workerSid);
    const { flexChannelInviteSid: first, ...before } = attributesOf(started.taskSid);
    const { flexChannelInviteSid: second, ...after } = attributesOf(taskSid);
    expect(after).toEqual(before);
    expect(second).not.toBe(first);
    expect(identities(started)).toEqual(['customer-1']);
    expect(status(started)).toBe('wrapping');
    expect(await get()).toMatchObject({ status: 'active', to: local.bob.workerSid, type: 'cold' });

    await answer(local.bob, started, 'accept', taskSid);
    expect(identities(started)).toEqual(['customer-1', local.bob.identity]);
    expect([status(started), local.taskRouter.taskStatus(taskSid)]).toEqual(['wrapping', 'assigned']);
    expect(await get()).toMatchObject({ status: 'completed' });
    await leave(local.alice, started);
    expect(status(started)).toBe('completed');
    expect(identities(started)).toEqual(['customer-1', local.bob.identity]);
  });

  test('leaves the first agent in until it is accepted, if that is how Flex does it', async () => {
    await start(STAYS);
    const started = await accepted();
    await goes(local.bob, 'Available');
    const { taskSid } = await transfer(started, local.bob.workerSid);
    expect([identities(started), status(started)]).toEqual([['customer-1', local.alice.identity], 'assigned']);
    await answer(local.bob, started, 'accept', taskSid);
    expect([identities(started), status(started)]).toEqual([['customer-1', local.bob.identity], 'wrapping']);
  });

  test('to a queue is never offered to the one who transfers', async () => {
    await start();
    const started = await accepted();
    const { taskSid } = await transfer(started, local.account.queueSid);
    expect(local.taskRouter.taskStatus(taskSid)).toBe('pending');
    await goes(local.bob, 'Available');
    expect(offeredTo(taskSid)).toBe(local.bob.workerSid);
  });

  test('to somebody who is not there goes to the next agent of the queue', async () => {
    await start();
    const started = await accepted();
    const carol = await local.hire('carol@example.com');
    await goes(carol, 'Available');
    const { taskSid } = await transfer(started, local.bob.workerSid);
    expect(offeredTo(taskSid)).toBe(carol.workerSid);
  });

  test.each([
    ['declines', (taskSid: string, started: Started) => answer(local.bob, started, 'decline', taskSid)],
    ['lets it time out', async () => local.clock.advance(120_000)],
  ])('that the other %s goes to the next agent of the queue, who may come later', async (_name, act) => {
    await start();
    const started = await accepted();
    await goes(local.bob, 'Available');
    const { taskSid, get } = await transfer(started, local.bob.workerSid);
    await act(taskSid, started);
    await goes(local.bob, 'Offline');
    local.clock.advance(120_000);
    expect([local.taskRouter.taskStatus(taskSid), (await get())?.status]).toEqual(['pending', 'active']);
    const carol = await local.hire('carol@example.com');
    await goes(carol, 'Available');
    expect(offeredTo(taskSid)).toBe(carol.workerSid);
  });

  test.each([
    ['declines', (taskSid: string, started: Started) => answer(local.bob, started, 'decline', taskSid)],
    ['lets it time out', async () => local.clock.advance(120_000)],
  ])('fails when the other %s, and the first agent stays, if that is how Flex does it', async (_name, act) => {
    await start({ ...STAYS, ...ENDS });
    const started = await accepted();
    await goes(local.bob, 'Available');
    for (const to of [local.bob.workerSid, local.account.queueSid]) {
      await goes(local.bob, 'Available');
      const { taskSid, get } = await transfer(started, to);
      await act(taskSid, started);
      expect(local.taskRouter.taskStatus(taskSid)).toBe('canceled');
      expect(await get()).toMatchObject({ status: 'failed' });
    }
    expect(status(started)).toBe('assigned');
    expect(identities(started)).toEqual(['customer-1', local.alice.identity]);
    const reasons = local.events
      .filter(({ type }) => type === 'task.canceled')
      .map(({ params }) => params.TaskCanceledReason);
    expect(new Set(reasons).size).toBe(1);
  });

  test.each([
    ['a day', {}, 86_400_000, 'Task TTL exceeded'],
    ['its offer', ENDS, 120_000, 'Task canceled on Workflow timeout'],
  ])(
    'that nobody takes for %s leaves the customer alone in an open conversation',
    async (_name, changed, ms, reason) => {
      await start(changed);
      const started = await accepted();
      await goes(local.bob, 'Available');
      const { taskSid, get } = await transfer(started, local.bob.workerSid);
      local.clock.advance(ms);
      expect(local.taskRouter.describeTask(taskSid)).toMatchObject({ assignment_status: 'canceled', reason });
      expect(await get()).toMatchObject({ status: 'failed' });
      expect(identities(started)).toEqual(['customer-1']);
      expect(local.conversations.find(started.conversationSid)?.state).toBe('active');
    },
  );

  test('can be taken back', async () => {
    await start(STAYS);
    const started = await accepted();
    const { taskSid, get } = await transfer(started, local.bob.workerSid);
    const { sid } = (await get()) ?? {};
    await local.rpc(local.alice, 'POST', `${transfersPath(started)}/${sid}`, { status: 'canceled' });
    expect(local.taskRouter.taskStatus(taskSid)).toBe('canceled');
    expect(await get()).toMatchObject({ status: 'failed' });
  });

  test('to oneself, to nobody, twice at once, or by a stranger is refused', async () => {
    await start(STAYS);
    const started = await accepted();
    expect((await transfer(started, local.alice.workerSid)).code).toBe(400);
    expect((await transfer(started, `WK${'0'.repeat(32)}`)).code).toBe(400);
    expect((await transfer(started, `WQ${'0'.repeat(32)}`)).code).toBe(400);
    expect((await transfer(started, 'somebody')).code).toBe(400);
    expect(
      (await local.rpc(local.bob, 'POST', transfersPath(started), { type: 'cold', to: local.bob.workerSid })).status,
    ).toBe(403);
    expect(status(started)).toBe('assigned');
    expect((await transfer(started, local.bob.workerSid)).code).toBe(200);
    expect(await transfer(started, local.account.queueSid)).toMatchObject({
      code: 400,
      message: expect.stringContaining('transferring already'),
    });
  });

  test('by somebody who has transferred already is refused', async () => {
    await start();
    const started = await accepted();
    expect((await transfer(started, local.bob.workerSid)).code).toBe(200);
    expect((await transfer(started, local.bob.workerSid)).code).toBe(400);
  });

  test('that is warm leaves both agents in', async () => {
    await start();
    const started = await accepted();
    await goes(local.bob, 'Available');
    await local.rpc(local.alice, 'POST', transfersPath(started), { type: 'warm', to: local.bob.workerSid });
    local.clock.advance(150);
    await answer(local.bob, started, 'accept', await lastTask(started));
    expect(identities(started)).toEqual(['customer-1', local.alice.identity, local.bob.identity]);
    expect(status(started)).toBe('assigned');
  });

  test('is in the list of the channel’s transfers', async () => {
    await start();
    const started = await accepted();
    const { get } = await transfer(started, local.account.queueSid);
    const { payload } = await local.rpc(local.alice, 'GET', transfersPath(started));
    expect(payload).toEqual([await get()]);
  });
});

test('an agent learns over the socket who joins and who leaves', async () => {
  await start();
  await goes(local.alice, 'Available');
  const told: [string, unknown][] = [];
  const socket = new WebSocket(`${local.sdkOptions.wsServer}?token=${local.tokenOf(local.alice)}`);
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      if (String(data).trim() === '') return;
      const { event_type, payload } = JSON.parse(String(data)) as {
        event_type: string;
        payload: { name?: string; task_sid?: string };
      };
      if (event_type.startsWith('participant.')) told.push([event_type, payload.name]);
      if (event_type === 'participant.removed') resolve();
    });
  });
  const started = interact();
  await answer(local.alice, started, 'accept');
  await leave(local.alice, started);
  await closed;
  socket.close();
  expect(told).toEqual([
    ['participant.added', local.alice.identity],
    ['participant.removed', local.alice.identity],
  ]);
});
