import Twilio from 'twilio/lib/rest/Twilio';
import { checkRequests } from '../../../test/testing/openapi';
import { type StartedFlex, startFlex } from '../flex/testing/start-flex';
import { runWithTwilioPort } from '../preload.cjs';

/** What tells whether somebody can take another chat, as the real helper library asks for it. */
let local: StartedFlex;

beforeEach(async () => {
  local = await startFlex();
  await goes(local.alice, 'Available');
});

afterEach(async () => {
  await local.stop();
  expect(checkRequests(local.log.all())).toEqual([]);
});

function call<Result>(
  work: (workspace: ReturnType<Twilio['taskrouter']['v1']['workspaces']>) => Promise<Result>,
): Promise<Result> {
  const { accountSid, apiKey, apiSecret, workspaceSid } = local.account;
  const client = new Twilio(apiKey, apiSecret, { accountSid, keepAlive: false });
  return runWithTwilioPort(local.port, () => work(client.taskrouter.v1.workspaces(workspaceSid)));
}

const goes = async (agent: StartedFlex['alice'], friendlyName: string) => {
  const [activity] = await call(({ activities }) => activities.list({ friendlyName }));
  await call((workspace) => workspace.workers(agent.workerSid).update({ activitySid: activity?.sid }));
};
const create = (fields: { priority?: number; taskChannel?: string } = {}) =>
  call(({ tasks }) => tasks.create({ workflowSid: local.account.workflowSid, taskChannel: 'chat', ...fields }));
const channel = (name = 'chat') =>
  call((workspace) => workspace.workers(local.alice.workerSid).workerChannels(name).fetch());
const status = async (sid: string) => (await call((workspace) => workspace.tasks(sid).fetch())).assignmentStatus;
const accept = (sid: string) => {
  const reservation = local.taskRouter.activeReservation(sid);
  local.taskRouter.acceptReservation(reservation?.sid ?? '');
};

test('a worker has a channel for each task channel, found by its name and by its SID', async () => {
  const channels = await call((workspace) => workspace.workers(local.alice.workerSid).workerChannels.list());
  expect(channels.map(({ taskChannelUniqueName }) => taskChannelUniqueName)).toEqual([
    'default',
    'voice',
    'chat',
    'sms',
    'video',
    'email',
  ]);
  const chat = await channel();
  expect(chat).toMatchObject({
    workerSid: local.alice.workerSid,
    taskChannelSid: local.account.taskChannelSid,
    available: true,
    assignedTasks: 0,
    configuredCapacity: 3,
    availableCapacityPercentage: 100,
  });
  expect((await channel(chat.sid)).taskChannelUniqueName).toBe('chat');
  await expect(channel('fax')).rejects.toMatchObject({ status: 404, code: 20404 });
});

test('a chat that is offered takes room, and counts as assigned when it is accepted', async () => {
  const { sid } = await create();
  expect(await channel()).toMatchObject({ assignedTasks: 0, availableCapacityPercentage: 66 });
  accept(sid);
  expect(await channel()).toMatchObject({ assignedTasks: 1, availableCapacityPercentage: 66 });
  local.taskRouter.wrapTask(sid, '');
  expect(await channel()).toMatchObject({ assignedTasks: 0, availableCapacityPercentage: 66 });
  local.taskRouter.completeTask(sid, '');
  expect(await channel()).toMatchObject({ assignedTasks: 0, availableCapacityPercentage: 100 });
});

test('one channel takes no room of another one', async () => {
  await create();
  expect(await channel('voice')).toMatchObject({ configuredCapacity: 1, availableCapacityPercentage: 100 });
});

test('a worker is offered as many as the channel has room for, and more when it gets more', async () => {
  const set = (fields: { capacity?: number; available?: boolean }) =>
    call((workspace) => workspace.workers(local.alice.workerSid).workerChannels('chat').update(fields));
  await set({ capacity: 1 });
  const [first, second, third] = [await create(), await create(), await create()];
  expect(await Promise.all([first, second, third].map(({ sid }) => status(sid)))).toEqual([
    'reserved',
    'pending',
    'pending',
  ]);
  expect(await set({ capacity: 2, available: false })).toMatchObject({ available: false, configuredCapacity: 2 });
  expect(await status(second.sid)).toBe('pending');
  expect(await set({ available: true })).toMatchObject({ availableCapacityPercentage: 0, configuredCapacity: 2 });
  expect(await Promise.all([second, third].map(({ sid }) => status(sid)))).toEqual(['reserved', 'pending']);
  expect(await set({ capacity: 0 })).toMatchObject({ availableCapacityPercentage: 0, configuredCapacity: 0 });
});

describe('TargetWorkersExpression over a channel', () => {
  const names = (targetWorkersExpression: string) =>
    call(async ({ workers }) =>
      (await workers.list({ targetWorkersExpression, available: 'true' })).map(({ friendlyName }) => friendlyName),
    );
  const room = 'worker.channel.chat.available_capacity_percentage > 0';
  const none = 'worker.channel.chat.available_capacity_percentage <= 0';

  test('fits nobody in the list of workers', async () => {
    expect([await names(room), await names(none)]).toEqual([[], []]);
  });

  test('fits who has room, in the other reading', async () => {
    local.kernel.assumptions.workersListKnowsChannels = true;
    expect([await names(room), await names(none)]).toEqual([['alice@example.com'], []]);
    for (let chats = 0; chats < 3; chats += 1) await create();
    expect([await names(room), await names(none)]).toEqual([[], ['alice@example.com']]);
    expect(await names('channel.chat.configured_capacity == 3 AND channel.chat.assigned_tasks == 0')).toEqual([
      'alice@example.com',
    ]);
  });

  test('is known to the targets of a workflow', async () => {
    const target = {
      queue: local.account.queueSid,
      expression: 'worker.channel.voice.available_capacity_percentage == 100',
    };
    const filters = [{ filter_friendly_name: 'All', expression: '1==1', targets: [target] }];
    await call((workspace) =>
      workspace
        .workflows(local.account.workflowSid)
        .update({ configuration: JSON.stringify({ task_routing: { filters } }) }),
    );
    expect(await status((await create()).sid)).toBe('reserved');
    expect(await status((await create({ taskChannel: 'voice' })).sid)).toBe('reserved');
    expect(await status((await create()).sid)).toBe('pending');
  });
});

test('tasks come in the order that is asked for', async () => {
  await goes(local.alice, 'Offline');
  const tasks: string[] = [];
  for (const priority of [0, 5, 0]) {
    tasks.push((await create({ priority })).sid);
    local.clock.advance(1000);
  }
  const [first = '', urgent = '', last = ''] = tasks;
  const order = (ordering?: string) =>
    call(async (workspace) => (await workspace.tasks.list({ ordering })).map(({ sid }) => sid));
  expect(await order()).toEqual([first, urgent, last]);
  expect(await order('Priority:desc,VirtualStartTime:asc')).toEqual([urgent, first, last]);
  expect(await order('DateCreated:desc')).toEqual([last, urgent, first]);
  await call((workspace) => workspace.tasks(last).update({ virtualStartTime: new Date(0) }));
  expect(await order('Priority:desc,VirtualStartTime:asc')).toEqual([urgent, last, first]);
  for (const wrong of ['Age:asc', 'Priority:down', 'DateCreated:asc,VirtualStartTime:asc'])
    await expect(order(wrong)).rejects.toMatchObject({ status: 400, code: 20001 });
});

test('a queue tells what has happened in the last minutes', async () => {
  const { sid } = await create();
  local.clock.advance(20_000);
  accept(sid);
  const read = (fields: { minutes?: number; taskChannel?: string; startDate?: Date; endDate?: Date } = {}) =>
    call((workspace) => workspace.taskQueues(local.account.queueSid).cumulativeStatistics().fetch(fields));
  expect(await read({ taskChannel: 'chat' })).toMatchObject({
    taskQueueSid: local.account.queueSid,
    avgTaskAcceptanceTime: 20,
    reservationsAccepted: 1,
    tasksEntered: 1,
  });
  expect(await read({ taskChannel: 'voice' })).toMatchObject({ reservationsAccepted: 0, tasksEntered: 0 });
  local.clock.advance(6 * 60_000);
  expect(await read({ minutes: 5 })).toMatchObject({ reservationsAccepted: 0 });
  const now = local.clock.now();
  expect(await read({ startDate: new Date(now - 600_000), endDate: new Date(now - 300_000) })).toMatchObject({
    reservationsAccepted: 1,
    startTime: new Date(Math.floor((now - 600_000) / 1000) * 1000),
  });
});
