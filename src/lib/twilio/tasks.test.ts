import { failure, type ScriptedAnswer, ScriptedTwilio } from '../testing/scripted-twilio';
import { plainSid, sid } from '../testing/sid';
import { CallSid, ConversationSid, WorkflowSid } from './sids';
import { Tasks } from './tasks';

const WORKSPACE = plainSid('WS');
const TASK = plainSid('WT');
const CONVERSATION = sid(ConversationSid, 'CH');
const PATH = `/v1/Workspaces/${WORKSPACE}/Tasks/${TASK}`;

function setting(...answers: ScriptedAnswer[]) {
  const twilio = new ScriptedTwilio(...answers);
  return { twilio, tasks: new Tasks(twilio.upstream, twilio.client, WORKSPACE) };
}

afterEach(() => jest.restoreAllMocks());

const found = (attributes: object, etag?: string): ScriptedAnswer => ({
  status: 200,
  body: { sid: TASK, attributes: JSON.stringify(attributes) },
  ...(etag && { headers: { etag } }),
});
const verify = (attributes: Record<string, unknown>) => ({ ...attributes, verified: true });

test('README example: what is added goes against the ETag, and what was there stays', async () => {
  const { twilio, tasks } = setting(found({ name: 'Ada' }, '"3"'), found({}));
  expect(await tasks.changeAttributes(TASK, verify)).toBe(true);
  expect(twilio.sent.map(({ line, fields, headers }) => [line, fields, headers])).toEqual([
    [`GET ${PATH}`, {}, {}],
    [`POST ${PATH}`, { Attributes: '{"name":"Ada","verified":true}' }, { ifMatch: '"3"' }],
  ]);
});

test('somebody else was faster: read again, so that theirs stays too', async () => {
  const { twilio, tasks } = setting(found({}, '"3"'), failure(412, 20412), found({ theirs: 1 }, '"4"'), found({}));
  expect(await tasks.changeAttributes(TASK, verify)).toBe(true);
  expect(twilio.sent.at(-1)).toMatchObject({
    fields: { Attributes: '{"theirs":1,"verified":true}' },
    headers: { ifMatch: '"4"' },
  });
});

test('three times too late is enough', async () => {
  const { twilio, tasks } = setting(
    found({}, '"1"'),
    failure(412, 20412),
    found({}, '"2"'),
    failure(412, 20412),
    found({}, '"3"'),
    failure(412, 20412),
  );
  expect(await tasks.changeAttributes(TASK, verify)).toBe(false);
  expect(twilio.sent).toHaveLength(6);
});

test.each([
  ['gone', [failure(404, 20404)]],
  ['ended, and takes no changes', [found({}, '"1"'), failure(400, 20001)]],
])('a task that is %s', async (_, answers) => {
  const { tasks } = setting(...answers);
  expect(await tasks.changeAttributes(TASK, verify)).toBe(false);
});

test('an outage is thrown', async () => {
  const { tasks } = setting(found({}, '"1"'), failure(503, 20503));
  await expect(tasks.changeAttributes(TASK, verify)).rejects.toMatchObject({ kind: 'unavailable' });
});

test('the tasks of a conversation, oldest first', async () => {
  const task = (number: number, date: string) => ({
    sid: plainSid('WT', number),
    assignment_status: 'wrapping',
    attributes: '{"a":1}',
    date_created: date,
  });
  const { twilio, tasks } = setting({
    status: 200,
    body: { tasks: [task(2, '2026-11-20T10:01:00Z'), task(1, '2026-11-20T10:00:00Z')], meta: { key: 'tasks' } },
  });
  expect(await tasks.ofConversation(CONVERSATION)).toEqual([
    { sid: plainSid('WT', 1), status: 'wrapping', attributes: { a: 1 }, createdAt: new Date('2026-11-20T10:00:00Z') },
    { sid: plainSid('WT', 2), status: 'wrapping', attributes: { a: 1 }, createdAt: new Date('2026-11-20T10:01:00Z') },
  ]);
  expect(twilio.sent[0]).toMatchObject({
    line: `GET /v1/Workspaces/${WORKSPACE}/Tasks`,
    fields: { EvaluateTaskAttributes: `conversationSid == '${CONVERSATION}'` },
  });
});

test('a task is read by its SID; one that is not there yet, or not any more, is none', async () => {
  const body = { sid: TASK, assignment_status: 'pending', attributes: '{"a":1}', date_created: '2026-11-20T10:00:00Z' };
  const { twilio, tasks } = setting({ status: 200, body }, failure(404, 20404));
  expect(await tasks.fetch(TASK)).toEqual({
    sid: TASK,
    status: 'pending',
    attributes: { a: 1 },
    createdAt: new Date('2026-11-20T10:00:00Z'),
  });
  expect(await tasks.fetch(TASK)).toBeUndefined();
  expect(twilio.sent.map(({ line }) => line)).toEqual([`GET ${PATH}`, `GET ${PATH}`]);
});

describe('who holds a task', () => {
  const WORKER = plainSid('WK');
  const held = (...statuses: string[]): ScriptedAnswer => ({
    status: 200,
    body: {
      reservations: statuses.map((reservation_status) => ({ reservation_status })),
      meta: { key: 'reservations' },
    },
  });

  test.each(['pending', 'accepted', 'wrapping'])('a worker whose reservation is %s', async (status) => {
    const { twilio, tasks } = setting(held('timeout', status));
    expect(await tasks.isHeldBy(TASK, WORKER)).toBe(true);
    expect(twilio.sent).toMatchObject([
      { line: `GET ${PATH}/Reservations`, fields: { WorkerSid: WORKER, PageSize: 1000 } },
    ]);
  });

  test('a worker who has let it go a hundred times before', async () => {
    const { tasks } = setting(held(...Array.from({ length: 100 }, () => 'timeout'), 'pending'));
    expect(await tasks.isHeldBy(TASK, WORKER)).toBe(true);
  });

  test.each(['rejected', 'timeout', 'canceled', 'rescinded', 'completed'])(
    'none whose reservation is %s',
    async (status) => {
      expect(await setting(held(status)).tasks.isHeldBy(TASK, WORKER)).toBe(false);
    },
  );

  test('nobody where there is no reservation, or no task', async () => {
    expect(await setting(held()).tasks.isHeldBy(TASK, WORKER)).toBe(false);
    expect(await setting(failure(404, 20404)).tasks.isHeldBy(TASK, WORKER)).toBe(false);
  });
});

test('a task of our own making, asked for once', async () => {
  const wanted = { workflowSid: sid(WorkflowSid, 'WW'), taskChannel: 'voice', attributes: '{"a":1}', timeout: 60 };
  const { twilio, tasks } = setting({
    status: 201,
    body: { sid: TASK, assignment_status: 'pending', attributes: '{"a":1}' },
  });
  expect(await tasks.create(wanted)).toMatchObject({ sid: TASK, status: 'pending', attributes: { a: 1 } });
  expect(twilio.sent).toMatchObject([
    {
      line: `POST /v1/Workspaces/${WORKSPACE}/Tasks`,
      fields: { WorkflowSid: plainSid('WW'), TaskChannel: 'voice', Attributes: '{"a":1}', Timeout: 60 },
    },
  ]);
  const failing = setting({ status: 500 });
  await expect(failing.tasks.create(wanted)).rejects.toThrow();
  expect(failing.twilio.sent).toHaveLength(1);
});

test('tasks that call somebody back are found by the call', async () => {
  const { twilio, tasks } = setting({
    status: 200,
    body: { tasks: [{ sid: TASK, attributes: '{}' }], meta: { key: 'tasks' } },
  });
  expect((await tasks.callingBack(sid(CallSid, 'CA'))).map((task) => task.sid)).toEqual([TASK]);
  expect(twilio.sent[0]?.fields).toMatchObject({
    EvaluateTaskAttributes: `taskType == 'callback' AND callSid == '${plainSid('CA')}'`,
  });
});
