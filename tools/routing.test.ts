import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LocalTwilio, startLocalTwilio } from '../local-twilio/src/local-twilio';
import { Program } from '../test/testing/program';
import { handedOver } from './routing/testing/routing-house';

jest.setTimeout(60_000);

let twilio: LocalTwilio;
let folder: string;

beforeAll(async () => {
  twilio = await startLocalTwilio({ seed: 'new-flex' });
  folder = mkdtempSync(path.join(tmpdir(), 'routing-command-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await twilio.stop();
});

/** The command as `npm run routing` starts it. */
async function routing(...args: string[]) {
  const program = new Program('tools/routing.ts', args);
  const code = await program.ended;
  return { code, said: program.stdout, errors: program.stderr };
}
const locally = (...args: string[]) => routing(...args, '--local', String(twilio.port));
const put = (name: string, json: unknown) => {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(json));
  return file;
};

test('README example: checked, compared, tried, applied, and then there is nothing to change', async () => {
  expect(await routing('check')).toEqual({
    code: 0,
    said: 'Chat: 17 filters, queues Everyone, Chat, Outlet, Billing: fine\n',
    errors: '',
  });
  const before = await locally('diff');
  expect([before.code, before.said]).toEqual([
    1,
    `queue Everyone: found (${twilio.account.queueSid})
queue Chat: missing: would take workers for whom brand != "outlet"
queue Outlet: missing: would take workers for whom brand == "outlet"
queue Billing: missing: would take workers for whom brand != "outlet" AND routing.skills HAS "billing"
workflow Chat: missing
queue Outlet: nobody is in it, since brand == "outlet" fits none of 1 workers
`,
  ]);
  const made = ['queue Chat', 'queue Outlet', 'queue Billing', 'workflow Chat'];
  const lines = (done: string) => `${made.map((what) => `${what}: ${done}`).join('\n')}\n`;
  expect(await locally('apply', '--dry-run')).toEqual({ code: 0, said: lines('would be created'), errors: '' });
  expect(await locally('apply')).toEqual({ code: 0, said: lines('created'), errors: '' });
  expect(await locally('apply')).toEqual({ code: 0, said: 'Nothing to change.\n', errors: '' });
  const after = await locally('diff');
  expect([after.code, after.said]).toEqual([0, expect.stringMatching(/^workflow Chat: found \(WW.*\)$/m)]);
});

test('a task is explained with the workers of the account, and stuck is the end', async () => {
  const file = put('task.json', { attributes: JSON.stringify(handedOver({ queue: 'Outlet' })), priority: 5 });
  const { code, said } = await locally('explain', file);
  expect(said).toContain('Workflow Chat, channel chat, priority 5\n');
  expect(said).toContain('  + Handed over to Outlet: queue == "Outlet" (queue is "Outlet")\n');
  expect(said).toContain('  after 0 s: queue Outlet, priority 20 (Handed over to Outlet)\n    nobody fits\n');
  expect(said.trimEnd().split('\n').at(-1)).toBe(
    'Stuck: The task stays in queue Outlet, where nobody fits, until its own timeout',
  );
  expect(code).toBe(1);
});

test('what the account has otherwise than the files is told beside an explanation', async () => {
  const other = mkdtempSync(path.join(folder, 'edited-'));
  const chat = readFileSync('routing/chat.workflow.json', 'utf8');
  writeFileSync(path.join(other, 'chat.workflow.json'), chat.replace('"timeout": 270', '"timeout": 100'));
  const file = put('plain.json', handedOver());
  const { code, said } = await locally('explain', file, '--folder', other);
  expect([code, said.trimEnd().split('\n').slice(-2)]).toEqual([
    0,
    [
      'Explained by the files; the account has this otherwise:',
      expect.stringMatching(
        /^ {2}workflow Chat: differs \(WW.*\): stands as it was applied last, and the file has changed/,
      ),
    ],
  ]);
  const json = await locally('explain', file, '--folder', other, '--json');
  expect(JSON.parse(json.said)).toMatchObject({ otherwise: [{ kind: 'workflow', name: 'Chat', state: 'differs' }] });
});

test('a task is explained with workers out of a file, as text and as JSON', async () => {
  const task = put('attributes.json', handedOver({ topic: 'orders' }));
  const workers = put('workers.json', [{ friendly_name: 'Bob', attributes: { routing: { skills: ['orders'] } } }]);
  const text = await routing('explain', task, '--workers', workers, '--workflow', 'Chat');
  expect(text.said.trimEnd().split('\n').at(-1)).toBe('So: offered at once in queue Chat to Bob');
  const json = await routing('explain', task, '--workers', workers, '--json');
  expect(JSON.parse(json.said)).toMatchObject({
    workflow: 'Chat',
    offered: { queue: 'Chat', after: 0, agents: [{ name: 'Bob', sid: '', state: 'free' }] },
  });
  const alone = await routing('explain', task);
  expect([
    alone.code,
    alone.said.includes('only agents for whom worker.routing.skills HAS task.topic (task.topic is "orders")'),
  ]).toEqual([0, true]);
});

test.each<[string, () => string[], string]>([
  ['a task that is not there', () => ['explain', path.join(folder, 'gone.json')], 'gone.json is no task: ENOENT'],
  [
    'a workflow that is not there',
    () => ['explain', put('a.json', {}), '--workflow', 'Voice'],
    'There is no workflow Voice; there are: Chat',
  ],
  ['no port', () => ['diff', '--local', 'here'], '--local here is no port'],
  ['an environment that is not there', () => ['apply', '--env', 'nowhere'], '.env.nowhere is not there'],
])('%s is refused, and says why', async (_, args, message) => {
  const { code, said, errors } = await routing(...args());
  expect([code, said]).toEqual([1, '']);
  expect(errors).toContain(message);
  expect(errors).not.toContain('    at ');
});

test('an account without a workspace in its file is told what is missing', async () => {
  const file = path.join(folder, '.env.half');
  writeFileSync(file, `ACCOUNT_SID=AC${'0'.repeat(32)}\nAUTH_TOKEN=x\n`);
  const { code, errors } = await routing('diff', '--env', file);
  expect(code).toBe(1);
  expect(errors).toContain('.env.half: TASKROUTER_WORKSPACE_SID (WS…)');
});

test.each([
  [[]],
  [['apply', '--workers', 'x']],
  [['explain', 'x', '--local', '1', '--workers', 'x']],
  [['constructor']],
])('%p shows how it is used', async (args) => {
  const { code, errors } = await routing(...args);
  expect([code, errors.split('\n')[0]]).toEqual([2, 'npm run routing -- check']);
});
