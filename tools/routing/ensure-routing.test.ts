import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compareRouting } from './compare-routing';
import { ensureRouting } from './ensure-routing';
import { ROUTING_FOLDER } from './read-workflows';
import { RoutingHouse } from './testing/routing-house';

let house: RoutingHouse;
let folder: string;

beforeEach(async () => {
  house = await RoutingHouse.start();
  folder = mkdtempSync(path.join(tmpdir(), 'routing-'));
  cpSync(ROUTING_FOLDER, folder, { recursive: true });
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await house.stop();
});

const ensure = (options: { dryRun?: boolean; force?: boolean; say?: (line: string) => void } = {}) =>
  house.ask((client) => ensureRouting(client, { workspaceSid: house.workspaceSid, folder, ...options }));
const compare = async () => {
  const all = await house.ask((client) => compareRouting(client, { workspaceSid: house.workspaceSid, folder }));
  return all.map(({ kind, name, state, kept }) => `${kind} ${name} ${state}${kept ? ' kept' : ''}`);
};
const writes = () =>
  house.twilio.requests.all().filter(({ direction, method }) => direction === 'rest' && method !== 'GET').length;
const edit = (change: (text: string) => string) => {
  const file = path.join(folder, 'chat.workflow.json');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
};
const workflow = async () => {
  const [found] = await house.in(({ workflows }) => workflows.list({ friendlyName: 'Chat' }));
  if (!found) throw new Error('No workflow Chat');
  return found;
};
const ALL = ['queue Chat: created', 'queue Outlet: created', 'queue Billing: created', 'workflow Chat: created'];

test('README example: what is missing is made, and applying twice changes nothing', async () => {
  expect(await compare()).toEqual([
    'queue Everyone found',
    'queue Chat missing',
    'queue Outlet missing',
    'queue Billing missing',
    'workflow Chat missing',
  ]);
  const first = await ensure();
  expect(first.changes).toEqual(ALL);
  expect(Object.keys(first.queues)).toEqual(['Everyone', 'Chat', 'Outlet', 'Billing']);
  expect(first.workflows).toEqual({ Chat: (await workflow()).sid });
  expect((await compare()).every((line) => line.endsWith(' found'))).toBe(true);
  const before = writes();
  expect(await ensure()).toEqual({ ...first, changes: [] });
  expect(writes()).toBe(before);
});

test('a dry run says what would be done, and does nothing', async () => {
  const before = writes();
  const said: string[] = [];
  const { changes, queues, workflows } = await ensure({ dryRun: true, say: (line) => said.push(line) });
  expect(changes).toEqual(ALL.map((line) => line.replace('created', 'would be created')));
  expect(said).toEqual(changes);
  expect([Object.keys(queues), workflows]).toEqual([['Everyone'], {}]);
  expect(writes()).toBe(before);
});

test('a changed file updates the workflow that is there', async () => {
  const { workflows } = await ensure();
  edit((text) => text.replace('"task_reservation_timeout": 120', '"task_reservation_timeout": 90'));
  expect(await compare()).toContain('workflow Chat differs');
  expect((await ensure({ dryRun: true })).changes).toEqual(['workflow Chat: would be updated']);
  expect(await ensure()).toMatchObject({ changes: ['workflow Chat: updated'], workflows });
  expect((await workflow()).taskReservationTimeout).toBe(90);
  expect((await ensure()).changes).toEqual([]);
});

test('a workflow that was edited in the console stays, until it is forced', async () => {
  await ensure();
  const { sid, configuration } = await workflow();
  await house.in((workspace) =>
    workspace.workflows(sid).update({ configuration: configuration.replace('invoice', 'bill') }),
  );
  expect(await compare()).toContain('workflow Chat differs kept');
  await expect(ensure()).rejects.toThrow(
    'The workflow "Chat" was edited after it was applied: bring the edit into the file, or apply with --force',
  );
  expect((await ensure({ force: true })).changes).toEqual(['workflow Chat: updated']);
  expect((await workflow()).configuration).toBe(configuration);
});

test('what the console makes of the same configuration is no difference', async () => {
  await ensure();
  const { sid, configuration } = await workflow();
  const rewritten = configuration.replace(/"(timeout|priority)":(\d+)/g, '"$1":"$2"');
  expect(rewritten).not.toBe(configuration);
  await house.in((workspace) =>
    workspace.workflows(sid).update({ configuration: JSON.stringify(JSON.parse(rewritten), null, 2) }),
  );
  expect((await ensure()).changes).toEqual([]);
});

test('a workflow of the same name that is not ours stays, and nothing else is made either', async () => {
  const [everyone] = await house.in(({ taskQueues }) => taskQueues.list({ friendlyName: 'Everyone' }));
  const configuration = JSON.stringify({ task_routing: { default_filter: { queue: everyone?.sid } } });
  await house.in(({ workflows }) => workflows.create({ friendlyName: 'Chat', configuration }));
  const before = writes();
  await expect(ensure()).rejects.toThrow('The workflow "Chat" was not made from these files');
  expect(writes()).toBe(before);
  expect((await ensure({ force: true })).changes).toEqual([...ALL.slice(0, 3), 'workflow Chat: updated']);
});

test('the workflow that the local Twilio is seeded with counts as somebody else’s', async () => {
  const ready = await RoutingHouse.start('ready');
  const apply = (force: boolean) =>
    ready.ask((client) => ensureRouting(client, { workspaceSid: ready.workspaceSid, force }));
  await expect(apply(false)).rejects.toThrow('was not made from these files');
  expect((await apply(true)).changes).toEqual([
    'queue Everyone: created',
    'queue Billing: created',
    'workflow Chat: updated',
  ]);
  await ready.stop();
});

test('a queue that takes others than the file says stays, and it is said', async () => {
  await house.in(({ taskQueues }) => taskQueues.create({ friendlyName: 'Outlet', targetWorkers: '1==1' }));
  const said: string[] = [];
  const { changes } = await ensure({ say: (line) => said.push(line) });
  expect(changes).not.toContain('queue Outlet: created');
  expect(said[0]).toBe(
    'queue Outlet: target_workers is 1==1, the file says brand == "outlet". Queues that are there stay as they are, since other workflows may use them: change it in the console, or the file',
  );
});

test('two queues of one name are not guessed about', async () => {
  for (const targetWorkers of ['1==1', '1==2'])
    await house.in(({ taskQueues }) => taskQueues.create({ friendlyName: 'Outlet', targetWorkers }));
  await expect(ensure()).rejects.toThrow('The workspace has two queues named "Outlet"');
});

test('an activity that is not there is named before anything is made', async () => {
  edit((text) =>
    text.replace('"max_reserved_workers": 1', '"max_reserved_workers": 1, "assignment_activity_name": "Busy"'),
  );
  await house.in(async ({ taskQueues }) => {
    const [everyone] = await taskQueues.list({ friendlyName: 'Everyone' });
    await taskQueues(everyone?.sid ?? '').update({ friendlyName: 'All' });
  });
  const before = writes();
  await expect(ensure()).rejects.toThrow(
    'The workspace has no activity "Busy"; it has: Offline, Available, Unavailable, Break',
  );
  expect(writes()).toBe(before);
});

test('what the files don’t name is left alone', async () => {
  await ensure();
  const names = await house.in(async (workspace) => [
    ...(await workspace.taskQueues.list()),
    ...(await workspace.workflows.list()),
  ]);
  expect(names.map(({ friendlyName }) => friendlyName)).toEqual([
    'Everyone',
    'Chat',
    'Outlet',
    'Billing',
    'Assign to Anyone',
    'Chat',
  ]);
});

describe.each([
  ['refused', { status: 500 }],
  ['cut off', { reset: true }],
  ['done, but its answer lost', { status: 503, afterwards: true }],
])('a call that is %s', (_, fault) => {
  test.each([0, 1, 2, 3, 4, 5])('as number %i leaves nothing that a second run does not complete', async (number) => {
    let calls = 0;
    const [method, path] = (
      [
        ['GET', 'TaskQueues$'],
        ['GET', 'Workflows$'],
        ['POST', 'TaskQueues$'],
        ['POST', 'TaskQueues$'],
        ['POST', 'TaskQueues$'],
        ['POST', 'Workflows$'],
      ] as const
    )[number] ?? ['GET', ''];
    const say = () => {
      calls += 1;
      if (number < 5 && calls === number - 2) house.twilio.fail({ method, path, times: 1, ...fault });
    };
    if (number < 3 || number === 5) house.twilio.fail({ method, path, times: 1, ...fault });
    await expect(ensure({ say })).rejects.toThrow();
    await ensure();
    expect((await compare()).every((line) => line.endsWith(' found'))).toBe(true);
    const queues = await house.in(({ taskQueues }) => taskQueues.list());
    expect(queues.map(({ friendlyName }) => friendlyName).sort()).toEqual(['Billing', 'Chat', 'Everyone', 'Outlet']);
    expect(await house.in(({ workflows }) => workflows.list({ friendlyName: 'Chat' }))).toHaveLength(1);
  });
});
