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
      longest_task_waiting_age: 75,
      tasks_by_status: { pending: 3, reserved: 1, assigned: 8, wrapping: 2 },
    },
  });
  expect(await taskRouter.queueStatistics(QUEUE, 'chat')).toEqual({
    availableWorkers: 2,
    waitingTasks: 4,
    longestWait: 75,
  });
  expect(twilio.sent).toEqual([
    {
      line: `GET ${BASE}/TaskQueues/${QUEUE}/RealTimeStatistics`,
      host: 'taskrouter.twilio.com',
      fields: { TaskChannel: 'chat' },
      headers: {},
    },
  ]);
});

test('no figures about tasks: nobody waits', async () => {
  const { taskRouter } = setting({ status: 200, body: { total_available_workers: 0, longest_task_waiting_age: 0 } });
  expect(await taskRouter.queueStatistics(QUEUE, 'chat')).toMatchObject({ waitingTasks: 0 });
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
