import Twilio from 'twilio/lib/rest/Twilio';
import { checkRequests } from '../../../test/testing/openapi';
import { type StartedFlex, startFlex } from '../flex/testing/start-flex';
import { runWithTwilioPort } from '../preload.cjs';

/** The REST API as the real helper library calls it; all traffic is held against Twilio's OpenAPI. */
let local: StartedFlex;

beforeEach(async () => {
  local = await startFlex();
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

const activitySid = async (name: string) =>
  (await call(({ activities }) => activities.list({ friendlyName: name })))[0]?.sid ?? '';
const goes = async (agent: StartedFlex['alice'], name: string) => {
  const sid = await activitySid(name);
  await call((workspace) => workspace.workers(agent.workerSid).update({ activitySid: sid }));
};
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => ({}),
    ({ status, code, message }: { status: number; code: number; message: string }) => ({ status, code, message }),
  );

test('the workspace is fetched, and told where its events go', async () => {
  const workspace = await call((context) => context.fetch());
  expect(workspace).toMatchObject({
    sid: local.account.workspaceSid,
    defaultActivityName: 'Offline',
    timeoutActivityName: 'Offline',
    multiTaskEnabled: true,
    eventCallbackUrl: null,
  });
  const updated = await call((context) =>
    context.update({ eventCallbackUrl: 'https://example.com/events', eventsFilter: 'task.created,task.canceled' }),
  );
  expect(updated).toMatchObject({
    eventCallbackUrl: 'https://example.com/events',
    eventsFilter: 'task.created,task.canceled',
  });
});

test('another workspace is not there', async () => {
  const { accountSid, apiKey, apiSecret } = local.account;
  const client = new Twilio(apiKey, apiSecret, { accountSid, keepAlive: false });
  const other = `WS${'0'.repeat(32)}`;
  const fetched = runWithTwilioPort(local.port, () => client.taskrouter.v1.workspaces(other).fetch());
  expect(await refusal(fetched)).toMatchObject({ status: 404, code: 20404 });
});

test('activities, task channels, queues and workflows are listed', async () => {
  expect((await call(({ activities }) => activities.list())).map(({ friendlyName }) => friendlyName)).toEqual([
    'Offline',
    'Available',
    'Unavailable',
    'Break',
  ]);
  expect(
    (await call(({ activities }) => activities.list({ available: 'true' }))).map(({ friendlyName }) => friendlyName),
  ).toEqual(['Available']);
  expect((await call(({ taskChannels }) => taskChannels.list())).map(({ uniqueName }) => uniqueName)).toEqual([
    'default',
    'voice',
    'chat',
    'sms',
    'video',
    'email',
  ]);
  expect((await call((workspace) => workspace.taskChannels('chat').fetch())).sid).toBe(local.account.taskChannelSid);
  expect((await call(({ taskQueues }) => taskQueues.list({ friendlyName: 'Chat' })))[0]?.sid).toBe(
    local.account.queueSid,
  );
  expect((await call((workspace) => workspace.taskQueues(local.account.queueSid).fetch())).targetWorkers).toBe(
    'brand != "outlet"',
  );
  expect((await call(({ taskQueues }) => taskQueues.list())).map(({ friendlyName }) => friendlyName)).toEqual([
    'Chat',
    'Outlet',
  ]);
  expect((await call(({ workflows }) => workflows.list({ friendlyName: 'Nothing' }))).length).toBe(0);
  expect(
    (await call((workspace) => workspace.workflows(local.account.workflowSid).fetch())).taskReservationTimeout,
  ).toBe(120);
});

test('a workflow is created and updated, and a wrong one is refused', async () => {
  const configuration = JSON.stringify({
    task_routing: { filters: [], default_filter: { queue: local.account.queueSid } },
  });
  const created = await call(({ workflows }) =>
    workflows.create({ friendlyName: 'Mine', configuration, taskReservationTimeout: 30 }),
  );
  expect(created).toMatchObject({ friendlyName: 'Mine', configuration, taskReservationTimeout: 30 });
  const updated = await call((workspace) => workspace.workflows(created.sid).update({ taskReservationTimeout: 60 }));
  expect(updated).toMatchObject({ friendlyName: 'Mine', taskReservationTimeout: 60 });
  const wrong = call((workspace) => workspace.workflows(created.sid).update({ configuration: '{}' }));
  expect(await refusal(wrong)).toMatchObject({ status: 400, code: 20001 });
});

test('workers are filtered by availability, activity, name, queue and expression', async () => {
  await goes(local.alice, 'Available');
  const names = async (
    filter: Parameters<ReturnType<Twilio['taskrouter']['v1']['workspaces']>['workers']['list']>[0],
  ) => (await call(({ workers }) => workers.list(filter))).map(({ friendlyName }) => friendlyName);
  expect(await names({})).toEqual(['alice@example.com', 'bob@example.com', 'clara@example.com']);
  expect(await names({ available: 'true' })).toEqual(['alice@example.com']);
  expect(await names({ available: '0' })).toEqual(['bob@example.com', 'clara@example.com']);
  expect(await names({ activityName: 'Offline' })).toEqual(['bob@example.com', 'clara@example.com']);
  expect(await names({ taskQueueName: 'Outlet' })).toEqual(['clara@example.com']);
  expect(await names({ friendlyName: 'bob@example.com' })).toEqual(['bob@example.com']);
  expect(await names({ targetWorkersExpression: 'routing.skills HAS "orders"' })).toEqual(['bob@example.com']);
  expect(await names({ targetWorkersExpression: 'activity_name IN ["Available"]' })).toEqual(['alice@example.com']);
  expect(await names({ taskQueueSid: local.account.queueSid, available: 'true' })).toEqual(['alice@example.com']);
  expect(await names({ taskQueueName: 'Nothing' })).toEqual([]);
  expect(await refusal(names({ targetWorkersExpression: 'a-b == 1' }))).toMatchObject({ status: 400 });
});

test('a worker is created, and its attributes are replaced as a whole', async () => {
  const created = await call(({ workers }) =>
    workers.create({ friendlyName: 'carol@example.com', attributes: '{"a":1,"b":2}' }),
  );
  expect(created).toMatchObject({ activityName: 'Offline', available: false, attributes: '{"a":1,"b":2}' });
  const updated = await call((workspace) => workspace.workers(created.sid).update({ attributes: '{"b":3}' }));
  expect(updated.attributes).toBe('{"b":3}');
  const again = call(({ workers }) => workers.create({ friendlyName: 'carol@example.com' }));
  expect(await refusal(again)).toMatchObject({ status: 400 });
  const broken = call((workspace) => workspace.workers(created.sid).update({ attributes: '[1]' }));
  expect(await refusal(broken)).toMatchObject({ status: 400, code: 20001 });
});

test('a task is created, routed, and found by status and attributes', async () => {
  await goes(local.alice, 'Available');
  const { workflowSid, queueSid } = local.account;
  const task = await call(({ tasks }) =>
    tasks.create({
      workflowSid,
      taskChannel: 'chat',
      attributes: '{"handoffRef":"h1","n":5}',
      priority: 3,
      timeout: 900,
    }),
  );
  expect(task).toMatchObject({
    assignmentStatus: 'reserved',
    priority: 3,
    timeout: 900,
    taskQueueSid: queueSid,
    taskQueueFriendlyName: 'Chat',
    workflowFriendlyName: 'Chat',
    taskChannelUniqueName: 'chat',
    attributes: '{"handoffRef":"h1","n":5}',
    reason: null,
    routingTarget: null,
  });
  const find = async (filter: Parameters<ReturnType<Twilio['taskrouter']['v1']['workspaces']>['tasks']['list']>[0]) =>
    (await call(({ tasks }) => tasks.list(filter))).map(({ sid }) => sid);
  expect(await find({ assignmentStatus: ['pending', 'reserved'] })).toEqual([task.sid]);
  expect(await find({ assignmentStatus: ['assigned'] })).toEqual([]);
  expect(await find({ evaluateTaskAttributes: 'handoffRef == "h1" AND n > 4' })).toEqual([task.sid]);
  expect(await find({ evaluateTaskAttributes: 'handoffRef == "h2"' })).toEqual([]);
  expect(await find({ taskQueueSid: queueSid, workflowSid })).toEqual([task.sid]);
  expect(await find({ taskQueueName: 'Other' })).toEqual([]);

  const reservations = await call((workspace) => workspace.tasks(task.sid).reservations.list());
  expect(reservations).toMatchObject([
    { reservationStatus: 'pending', workerSid: local.alice.workerSid, workerName: 'alice@example.com' },
  ]);
  const reservationSid = reservations[0]?.sid ?? '';
  const accepted = await call((workspace) =>
    workspace.tasks(task.sid).reservations(reservationSid).update({ reservationStatus: 'accepted' }),
  );
  expect(accepted.reservationStatus).toBe('accepted');
  expect((await call((workspace) => workspace.tasks(task.sid).fetch())).assignmentStatus).toBe('assigned');
  const completed = await call((workspace) =>
    workspace.tasks(task.sid).update({ assignmentStatus: 'completed', reason: 'solved' }),
  );
  expect(completed).toMatchObject({ assignmentStatus: 'completed', reason: 'solved' });
});

test('If-Match guards the attributes of a task, and status and attributes never go together', async () => {
  const { workflowSid } = local.account;
  const task = await call(({ tasks }) => tasks.create({ workflowSid, attributes: '{"a":1}' }));
  const update = (parameters: object) => call((workspace) => workspace.tasks(task.sid).update(parameters));
  expect((await update({ attributes: '{"b":2}', ifMatch: '"0"' })).attributes).toBe('{"b":2}');
  expect(await refusal(update({ attributes: '{"c":3}', ifMatch: '"0"' }))).toMatchObject({ status: 412 });
  expect((await update({ attributes: '{"c":3}', ifMatch: '1' })).attributes).toBe('{"c":3}');
  expect(local.log.all().at(-1)?.status).toBe(200);
  const both = update({ attributes: '{}', assignmentStatus: 'canceled' });
  expect(await refusal(both)).toMatchObject({ status: 400, code: 20001 });
  expect((await update({ assignmentStatus: 'canceled', reason: 'no longer' })).assignmentStatus).toBe('canceled');
  expect(await refusal(update({ assignmentStatus: 'completed' }))).toMatchObject({ status: 400 });
});

test('the version of a task comes as its ETag', async () => {
  const { accountSid, authToken, workspaceSid, workflowSid } = local.account;
  const { sid } = local.taskRouter.createTask({ workflowSid, taskChannelUniqueName: 'chat', attributes: {} });
  const url = `http://127.0.0.1:${local.port}/__t/taskrouter.twilio.com/v1/Workspaces/${workspaceSid}/Tasks/${sid}`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  expect((await fetch(url, { headers: { authorization } })).headers.get('etag')).toBe('"0"');
});

describe('a task of an Interaction', () => {
  const interaction = {
    sid: `KD${'1'.repeat(32)}`,
    channelSid: `UO${'1'.repeat(32)}`,
    inviteSid: `KG${'1'.repeat(32)}`,
  };
  const create = () => {
    const { workflowSid } = local.account;
    return local.taskRouter.createTask({ workflowSid, taskChannelUniqueName: 'chat', attributes: {}, interaction }).sid;
  };
  const cancel = (sid: string) => call((workspace) => workspace.tasks(sid).update({ assignmentStatus: 'canceled' }));

  test('is neither completed nor canceled by the Task API', async () => {
    const sid = create();
    expect(await refusal(cancel(sid))).toMatchObject({
      status: 400,
      message: expect.stringContaining(interaction.channelSid),
    });
    expect(local.taskRouter.taskStatus(sid)).toBe('pending');
    expect(local.said.join()).toContain(`Task ${sid} belongs to Interaction`);
  });

  test('is canceled by the Task API in the other reading', async () => {
    local.kernel.assumptions.taskApiClosesInteractionTasks = true;
    expect((await cancel(create())).assignmentStatus).toBe('canceled');
  });
});

test('the queue tells its real-time statistics for one channel', async () => {
  await goes(local.bob, 'Available');
  await call(({ tasks }) => tasks.create({ workflowSid: local.account.workflowSid, taskChannel: 'chat' }));
  const statistics = await call((workspace) =>
    workspace.taskQueues(local.account.queueSid).realTimeStatistics().fetch({ taskChannel: 'chat' }),
  );
  expect(statistics).toMatchObject({
    taskQueueSid: local.account.queueSid,
    totalAvailableWorkers: 1,
    totalEligibleWorkers: 2,
    totalTasks: 1,
    tasksByStatus: { reserved: 1, pending: 0, assigned: 0, wrapping: 0 },
  });
});
