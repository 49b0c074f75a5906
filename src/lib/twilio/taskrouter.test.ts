import { failure, type ScriptedAnswer, ScriptedTwilio } from '../testing/scripted-twilio';
import { plainSid, sid } from '../testing/sid';
import { ConversationSid, QueueSid } from './sids';
import { TaskRouter } from './taskrouter';

const WORKSPACE = plainSid('WS');
const BASE = `/v1/Workspaces/${WORKSPACE}`;
const QUEUE = sid(QueueSid, 'WQ');

function setting(...answers: ScriptedAnswer[]) {
  const twilio = new ScriptedTwilio(...answers);
  return { twilio, taskRouter: new TaskRouter(twilio.upstream, twilio.client, WORKSPACE) };
}

afterEach(() => jest.restoreAllMocks());

test('README example: who is there for the queue, and who waits', async () => {
  const { twilio, taskRouter } = setting({
    status: 200,
    body: {
      total_available_workers: 2,
      tasks_by_status: { pending: 3, reserved: 1, assigned: 8, wrapping: 2 },
    },
  });
  expect(await taskRouter.queueStatistics(QUEUE, 'chat')).toEqual({ availableWorkers: 2, waitingTasks: 4 });
  expect(twilio.sent).toEqual([
    {
      line: `GET ${BASE}/TaskQueues/${QUEUE}/RealTimeStatistics`,
      host: 'taskrouter.twilio.com',
      fields: { TaskChannel: 'chat' },
      headers: {},
    },
  ]);
});

test.each([
  ['no figures about tasks: nobody waits', undefined, 0],
  ['figures as text', { pending: '2', reserved: '3' }, 5],
])('%s', async (_, tasks_by_status, waitingTasks) => {
  const { taskRouter } = setting({ status: 200, body: { total_available_workers: 0, tasks_by_status } });
  expect(await taskRouter.queueStatistics(QUEUE, 'chat')).toMatchObject({ waitingTasks });
});

test('how many tasks were accepted lately', async () => {
  const { twilio, taskRouter } = setting({ status: 200, body: { reservations_accepted: 7, reservations_created: 9 } });
  expect(await taskRouter.acceptedTasks(QUEUE, 'chat', 15)).toBe(7);
  expect(twilio.sent[0]).toMatchObject({
    line: `GET ${BASE}/TaskQueues/${QUEUE}/CumulativeStatistics`,
    fields: { TaskChannel: 'chat', Minutes: 15 },
  });
});

test('the tasks that wait, in the order in which they are assigned', async () => {
  const tasks = [
    { task_channel_unique_name: 'chat', attributes: '{"conversationSid":"CH1","name":"Jane"}' },
    { task_channel_unique_name: 'voice', attributes: '{"conversationSid":5}' },
    { task_channel_unique_name: 'chat', attributes: 'broken' },
  ];
  const { twilio, taskRouter } = setting({ status: 200, body: { tasks, meta: { key: 'tasks' } } });
  expect(await taskRouter.pendingTasks(QUEUE, 100)).toEqual([
    { taskChannel: 'chat', conversationSid: 'CH1' },
    { taskChannel: 'voice' },
    { taskChannel: 'chat' },
  ]);
  expect(twilio.sent).toHaveLength(1);
  expect(twilio.sent[0]).toMatchObject({
    line: `GET ${BASE}/Tasks`,
    fields: {
      TaskQueueSid: QUEUE,
      AssignmentStatus: ['pending'],
      Ordering: 'Priority:desc,VirtualStartTime:asc',
      PageSize: 100,
    },
  });
});

describe('workers who are available', () => {
  const workers = [{ sid: plainSid('WK', 1) }, { sid: plainSid('WK', 2) }];

  test.each([undefined, 'worker.channel.chat.available_capacity_percentage > 0'])('for %p', async (expression) => {
    const { twilio, taskRouter } = setting({ status: 200, body: { workers, meta: { key: 'workers' } } });
    const found = await taskRouter.availableWorkers(QUEUE, 20, expression);
    expect(found).toEqual([plainSid('WK', 1), plainSid('WK', 2)]);
    expect(twilio.sent[0]).toMatchObject({
      line: `GET ${BASE}/Workers`,
      fields: {
        TaskQueueSid: QUEUE,
        Available: 'true',
        PageSize: 20,
        ...(expression && { TargetWorkersExpression: expression }),
      },
    });
    expect('TargetWorkersExpression' in (twilio.sent[0]?.fields ?? {})).toBe(expression !== undefined);
  });

  test('an expression that TaskRouter does not know fits nobody', async () => {
    const { taskRouter } = setting(failure(400, 20_001));
    expect(await taskRouter.availableWorkers(QUEUE, 3, 'worker.channel.chat.x > 0')).toEqual([]);
  });
});

test('what a worker takes of a channel', async () => {
  const { twilio, taskRouter } = setting({
    status: 200,
    body: { available: true, available_capacity_percentage: 33, configured_capacity: 3 },
  });
  expect(await taskRouter.workerChannel(plainSid('WK'), 'chat')).toEqual({
    available: true,
    availableCapacityPercentage: 33,
  });
  expect(twilio.sent[0]).toMatchObject({ line: `GET ${BASE}/Workers/${plainSid('WK')}/Channels/chat` });
});

test('a worker who is not there takes nothing', async () => {
  const { taskRouter } = setting(failure(404, 20_404));
  expect(await taskRouter.workerChannel(plainSid('WK'), 'chat')).toBeUndefined();
});

test.each([
  [[{ sid: QUEUE }], QUEUE],
  [[], undefined],
])('a queue is found by its name', async (task_queues, queueSid) => {
  const { twilio, taskRouter } = setting({ status: 200, body: { task_queues, meta: { key: 'task_queues' } } });
  expect(await taskRouter.queueByName('Outlet')).toBe(queueSid);
  expect(twilio.sent[0]).toMatchObject({ line: `GET ${BASE}/TaskQueues`, fields: { FriendlyName: 'Outlet' } });
});

test.each([
  [[{ sid: plainSid('WT') }], true],
  [[], false],
])('open tasks are found by the conversation in their attributes', async (tasks, found) => {
  const { twilio, taskRouter } = setting({ status: 200, body: { tasks, meta: { key: 'tasks' } } });
  const conversationSid = sid(ConversationSid, 'CH');
  expect(await taskRouter.hasOpenTask(conversationSid)).toBe(found);
  expect(twilio.sent).toHaveLength(1);
  expect(twilio.sent[0]).toMatchObject({
    line: `GET ${BASE}/Tasks`,
    fields: {
      EvaluateTaskAttributes: `conversationSid == '${conversationSid}'`,
      AssignmentStatus: ['pending', 'reserved'],
    },
  });
});

test('a worker is found by the login', async () => {
  const workers = [{ sid: plainSid('WK'), attributes: '{"full_name":"Jane"}' }];
  const { twilio, taskRouter } = setting({ status: 200, body: { workers, meta: { key: 'workers' } } });
  expect(await taskRouter.workerByName('jane@corp.example')).toEqual({
    sid: plainSid('WK'),
    attributes: { full_name: 'Jane' },
  });
  expect(twilio.sent[0]).toMatchObject({ line: `GET ${BASE}/Workers`, fields: { FriendlyName: 'jane@corp.example' } });
});

test('no worker of that name: undefined', async () => {
  const { taskRouter } = setting({ status: 200, body: { workers: [], meta: { key: 'workers' } } });
  expect(await taskRouter.workerByName('x')).toBeUndefined();
});

test('a failure is thrown after its repeats', async () => {
  const { twilio, taskRouter } = setting(failure(503, 20_503));
  await expect(taskRouter.queueStatistics(QUEUE, 'chat')).rejects.toMatchObject({ kind: 'unavailable', status: 503 });
  expect(twilio.sent).toHaveLength(3);
});
