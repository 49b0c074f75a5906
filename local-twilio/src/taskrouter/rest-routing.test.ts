import Twilio from 'twilio/lib/rest/Twilio';
import { checkRequests } from '../../../test/testing/openapi';
import { seededSid } from '../account/sids';
import { type StartedFlex, startFlex } from '../flex/testing/start-flex';
import { runWithTwilioPort } from '../preload.cjs';

/** Queues and workflows, made and changed with the real helper library. */
const NOT_PLAYED = 501;
let local: StartedFlex;

beforeEach(async () => {
  local = await startFlex();
});

afterEach(async () => {
  await local.stop();
  expect(checkRequests(local.log.all().filter(({ status }) => status !== NOT_PLAYED))).toEqual([]);
});

type Workspace = ReturnType<Twilio['taskrouter']['v1']['workspaces']>;

function call<Result>(work: (workspace: Workspace) => Promise<Result>): Promise<Result> {
  const { accountSid, apiKey, apiSecret, workspaceSid } = local.account;
  const client = new Twilio(apiKey, apiSecret, { accountSid, keepAlive: false });
  return runWithTwilioPort(local.port, () => work(client.taskrouter.v1.workspaces(workspaceSid)));
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => ({}),
    ({ status, code, message }: { status: number; code: number; message: string }) => ({ status, code, message }),
  );
const available = () => seededSid('WA', 'Available');
const configuration = (routing: object) => JSON.stringify({ task_routing: routing });
const createQueue = (friendlyName: string, targetWorkers?: string) =>
  call(({ taskQueues }) => taskQueues.create({ friendlyName, targetWorkers }));

describe('a queue', () => {
  test('is made for every worker unless it says for whom, is changed, listed by worker, and deleted', async () => {
    const queue = await createQueue('Everyone');
    expect(queue).toMatchObject({
      friendlyName: 'Everyone',
      targetWorkers: '1==1',
      maxReservedWorkers: 1,
      taskOrder: 'FIFO',
    });
    const changed = await call((workspace) =>
      workspace.taskQueues(queue.sid).update({ friendlyName: 'French', targetWorkers: 'languages HAS "fr"' }),
    );
    expect(changed).toMatchObject({ sid: queue.sid, friendlyName: 'French', targetWorkers: 'languages HAS "fr"' });
    const names = async (workerSid: string) =>
      (await call(({ taskQueues }) => taskQueues.list({ workerSid }))).map(({ friendlyName }) => friendlyName);
    expect([await names(local.alice.workerSid), await names(local.bob.workerSid)]).toEqual([
      ['Chat', 'French'],
      ['Chat'],
    ]);
    expect(await call((workspace) => workspace.taskQueues(queue.sid).remove())).toBe(true);
    expect(await refusal(call((workspace) => workspace.taskQueues(queue.sid).fetch()))).toMatchObject({ status: 404 });
  });

  test('with an empty expression takes nobody, and tasks wait in it', async () => {
    await call((workspace) => workspace.workers(local.alice.workerSid).update({ activitySid: available() }));
    const queue = await createQueue('Nobody', '');
    const task = await call(({ tasks }) => tasks.create({ taskQueueSid: queue.sid, taskChannel: 'chat' }));
    expect([queue.targetWorkers, task.assignmentStatus]).toEqual(['', 'pending']);
  });

  test('that takes more workers from now on offers what waits in it', async () => {
    await call((workspace) => workspace.workers(local.alice.workerSid).update({ activitySid: available() }));
    const queue = await createQueue('German', 'languages HAS "de"');
    const task = await call(({ tasks }) => tasks.create({ taskQueueSid: queue.sid, taskChannel: 'chat' }));
    expect(task.assignmentStatus).toBe('pending');
    await call((workspace) => workspace.taskQueues(queue.sid).update({ targetWorkers: 'languages HAS "fr"' }));
    expect((await call((workspace) => workspace.tasks(task.sid).fetch())).assignmentStatus).toBe('reserved');
  });

  test('is refused with an expression that is none', async () => {
    expect(await refusal(createQueue('Wrong', 'a-b == 1'))).toMatchObject({ status: 400, code: 20001 });
  });

  test('is not deleted while a workflow names it', async () => {
    const removed = call((workspace) => workspace.taskQueues(local.account.queueSid).remove());
    expect(await refusal(removed)).toEqual({
      status: 400,
      code: 20001,
      message: `TaskQueue ${local.account.queueSid} is used by Workflow Chat`,
    });
  });

  test.each([
    ['several reservations at once', { maxReservedWorkers: 2 }],
    ['an activity for those who are asked', { reservationActivitySid: `WA${'0'.repeat(32)}` }],
    ['an activity for those who accept', { assignmentActivitySid: `WA${'0'.repeat(32)}` }],
    ['the youngest task first', { taskOrder: 'LIFO' as const }],
  ])('with %s is not played, and says so', async (_, fields) => {
    const created = call(({ taskQueues }) => taskQueues.create({ friendlyName: 'New', ...fields }));
    expect(await refusal(created)).toMatchObject({ status: 501, message: expect.stringContaining('does not play') });
  });
});

describe('a workflow', () => {
  const create = (text: string) =>
    call(({ workflows }) => workflows.create({ friendlyName: 'Mine', configuration: text }));

  test('that was changed routes the tasks that come later', async () => {
    const { queueSid } = local.account;
    const other = await createQueue('Other');
    const workflow = await create(configuration({ default_filter: { queue: queueSid } }));
    const enter = () => call(({ tasks }) => tasks.create({ workflowSid: workflow.sid, taskChannel: 'chat' }));
    const before = await enter();
    await call((workspace) =>
      workspace
        .workflows(workflow.sid)
        .update({ configuration: configuration({ default_filter: { queue: other.sid } }) }),
    );
    expect((await call((workspace) => workspace.tasks(before.sid).fetch())).taskQueueFriendlyName).toBe('Chat');
    expect((await enter()).taskQueueFriendlyName).toBe('Other');
  });

  test('is deleted, unless tasks are in it', async () => {
    const workflow = await create(configuration({ default_filter: { queue: local.account.queueSid } }));
    await call(({ tasks }) => tasks.create({ workflowSid: workflow.sid, taskChannel: 'chat' }));
    const remove = (sid: string) => call((workspace) => workspace.workflows(sid).remove());
    expect(await refusal(remove(workflow.sid))).toMatchObject({
      status: 400,
      message: `Workflow ${workflow.sid} has tasks`,
    });
    expect(await remove(local.account.workflowSid)).toBe(true);
    expect((await call(({ workflows }) => workflows.list())).map(({ friendlyName }) => friendlyName)).toEqual(['Mine']);
  });

  test.each([
    ['an unknown queue', 400, { default_filter: { queue: `WQ${'0'.repeat(32)}` } }],
    ['a timeout of no time', 400, { filters: [{ expression: '1==1', targets: [{ queue: 'QUEUE', timeout: 0 }] }] }],
    [
      'an order that is none',
      400,
      { filters: [{ expression: '1==1', targets: [{ queue: 'QUEUE', order_by: 'level' }] }] },
    ],
    ['a filter that is none', 400, { filters: [{ expression: 'a ==', targets: [{ queue: 'QUEUE' }] }] }],
    [
      'an agent known by name',
      501,
      { filters: [{ expression: '1==1', targets: [{ queue: 'QUEUE', known_worker_friendly_name: 'task.agent' }] }] },
    ],
    ['a key that nobody knows', 501, { filters: [{ expression: '1==1', label: 'x', targets: [{ queue: 'QUEUE' }] }] }],
  ])('with %s is refused', async (_, status, routing) => {
    const text = configuration(routing).replaceAll('QUEUE', local.account.queueSid);
    expect(await refusal(create(text))).toMatchObject({ status });
    expect(await call(({ workflows }) => workflows.list())).toHaveLength(1);
  });

  test('is not asked again about the tasks that it has: that is not played', async () => {
    const updated = call((workspace) =>
      workspace.workflows(local.account.workflowSid).update({ reEvaluateTasks: 'true' }),
    );
    expect(await refusal(updated)).toMatchObject({ status: 501 });
  });

  test('takes a reservation timeout of a day at most', async () => {
    const updated = (taskReservationTimeout: number) =>
      call((workspace) => workspace.workflows(local.account.workflowSid).update({ taskReservationTimeout }));
    expect(await refusal(updated(86_401))).toMatchObject({ status: 400 });
    expect((await updated(86_400)).taskReservationTimeout).toBe(86_400);
  });
});
