import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type StartedFlex, startFlex } from '../flex/testing/start-flex';
import { signature } from '../webhooks/signature';

interface Received {
  url: string;
  headers: http.IncomingHttpHeaders;
  params: Record<string, string>;
}

let local: StartedFlex;
let server: http.Server;
let received: Received[];
let arrived: () => void;

beforeEach(async () => {
  local = await startFlex();
  received = [];
  arrived = () => {};
  server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({
      url: request.url ?? '',
      headers: request.headers,
      params: Object.fromEntries(new URLSearchParams(body)),
    });
    response.writeHead(204).end();
    arrived();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await local.stop();
  await new Promise((resolve) => server.close(resolve));
});

const callback = () => `https://127.0.0.1:${(server.address() as AddressInfo).port}/events`;

async function setCallback(filter = ''): Promise<void> {
  const { accountSid, authToken, workspaceSid } = local.account;
  await fetch(`http://127.0.0.1:${local.port}/__t/taskrouter.twilio.com/v1/Workspaces/${workspaceSid}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    body: new URLSearchParams({ EventCallbackUrl: callback(), EventsFilter: filter }),
  });
}

const until = (count: number) =>
  new Promise<void>((resolve) => {
    arrived = () => {
      if (received.length >= count) resolve();
    };
    arrived();
  });

const createTask = () =>
  local.taskRouter.createTask({
    workflowSid: local.account.workflowSid,
    taskChannelUniqueName: 'chat',
    attributes: { topic: 'x' },
  });

test('nothing is sent until a callback is set', async () => {
  createTask();
  expect(local.events.map(({ type }) => type)).toContain('task.created');
  await setCallback();
  const second = createTask();
  local.taskRouter.cancelTask(second.sid, 'stop');
  await until(5);
  expect(received.map(({ params }) => params.TaskSid)).toEqual(Array(5).fill(second.sid));
});

test('events arrive signed, in order, with Twilio’s parameter names', async () => {
  await setCallback();
  const { sid } = createTask();
  local.taskRouter.cancelTask(sid, 'stop');
  await until(5);
  expect(received.map(({ params }) => params.EventType)).toEqual([
    'task.created',
    'workflow.entered',
    'workflow.target-matched',
    'task-queue.entered',
    'task.canceled',
  ]);
  const last = received.at(-1);
  expect(last?.headers['x-twilio-signature']).toBe(signature(local.account.authToken, callback(), last?.params ?? {}));
  expect(last?.params).toEqual({
    EventType: 'task.canceled',
    EventDescription: `Task ${sid} canceled: stop`,
    AccountSid: local.account.accountSid,
    WorkspaceSid: local.account.workspaceSid,
    WorkspaceName: 'Flex Task Assignment',
    ResourceType: 'task',
    ResourceSid: sid,
    Timestamp: expect.stringMatching(/^\d{10}$/),
    TimestampMs: expect.stringMatching(/^\d{13}$/),
    Sid: expect.stringMatching(/^EV[0-9a-f]{32}$/),
    TaskSid: sid,
    TaskAttributes: '{"topic":"x"}',
    TaskAge: '0',
    TaskPriority: '0',
    TaskAssignmentStatus: 'canceled',
    TaskVersion: '1',
    TaskDateCreated: expect.stringMatching(/^\d{10}$/),
    TaskChannelSid: local.account.taskChannelSid,
    TaskChannelUniqueName: 'chat',
    TaskQueueSid: local.account.queueSid,
    TaskQueueName: 'Chat',
    TaskQueueTargetExpression: 'brand != "outlet"',
    TaskQueueEnteredDate: expect.stringMatching(/^\d{10}$/),
    WorkflowSid: local.account.workflowSid,
    WorkflowName: 'Chat',
    TaskCanceledReason: 'stop',
  });
});

test('a reservation event carries task, worker and reservation; the filter lets nothing else through', async () => {
  await setCallback('reservation.created, worker.activity.update');
  const { sid } = createTask();
  const available = (local.taskRouter.state() as { workers: { activity_sid: string }[] }).workers[0]?.activity_sid;
  const { payload = {} } = await local.rpc(local.alice, 'GET', `Workspaces/${local.account.workspaceSid}/Activities`);
  const [, second] = payload.contents as [unknown, { sid: string }];
  await local.rpc(local.alice, 'POST', `Workspaces/${local.account.workspaceSid}/Workers/${local.alice.workerSid}`, {
    ActivitySid: second.sid,
  });
  await until(2);
  expect(received.map(({ params }) => params.EventType)).toEqual(['worker.activity.update', 'reservation.created']);
  expect(received[0]?.params).toMatchObject({
    ResourceType: 'worker',
    ResourceSid: local.alice.workerSid,
    WorkerName: 'alice@example.com',
    WorkerActivityName: 'Available',
    WorkerPreviousActivityName: 'Offline',
    WorkerPreviousActivitySid: available,
    WorkerTimeInPreviousActivity: expect.stringMatching(/^\d+$/),
  });
  expect(received[1]?.params).toMatchObject({
    ResourceType: 'reservation',
    ResourceSid: received[1]?.params.ReservationSid,
    ReservationStatus: 'pending',
    TaskSid: sid,
    TaskAssignmentStatus: 'reserved',
    WorkerSid: local.alice.workerSid,
    WorkerAttributes: expect.stringContaining('"contact_uri":"client:alice_40example_2Ecom"'),
    WorkerActivityName: 'Available',
  });
});
