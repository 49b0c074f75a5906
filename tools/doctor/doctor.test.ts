import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv, promisify } from 'node:util';
import type { Fault } from '../../local-twilio/src/http/faults';
import { parseConfig } from '../../src/lib/config';
import { PROJECT_FOLDER } from '../project-folder';
import { type Diagnosis, diagnosisText, doctor } from './doctor';
import { AccountHouse } from './testing/account-house';

const MADE = [
  'In TaskRouter: queue "Chat", queue "Outlet", queue "Billing", workflow "Chat"',
  'The conversation role "customer" (sendMessage, sendMediaMessage, leaveConversation)',
  'The Sync Service "flex-handoff" with ACLs',
  'The Studio flows chat-to-flex, empty until `npm run deploy` publishes them',
];
const WHOLE = { write: true, create: true };

let house: AccountHouse;

beforeEach(async () => {
  house = await AccountHouse.start({ seed: 'new-flex' });
});
afterEach(async () => {
  expect(house.problems()).toEqual([]);
  await house.stop();
});

const writes = () =>
  house.twilio.requests
    .all()
    .filter(({ method, status }) => method === 'POST' && status === 201)
    .map(({ url }) => new URL(url).pathname.replace(/\/(IS|WS)[0-9a-f]{32}/, ''));

test('README example: from a new Flex account to an environment that the Functions take', async () => {
  const diagnosis = await house.doctor(WHOLE);
  expect(diagnosis).toMatchObject({ healthy: true, made: MADE, canMake: [], unwritten: [] });
  const written = parseEnv(readFileSync(diagnosis.file, 'utf8'));
  expect(() => parseConfig(written)).not.toThrow();
  expect(written).toMatchObject(house.credentials);
  const { sync, taskrouter, conversations, studio } = house.client();
  const workspace = taskrouter.v1.workspaces(written.TASKROUTER_WORKSPACE_SID ?? '');
  const [service, role, queue, workflow, flow] = await house.within(() =>
    Promise.all([
      sync.v1.services(written.SYNC_SERVICE_SID ?? '').fetch(),
      conversations.v1
        .services(written.CONVERSATIONS_SERVICE_SID ?? '')
        .roles(written.CUSTOMER_ROLE_SID ?? '')
        .fetch(),
      workspace.taskQueues(written.TASKROUTER_QUEUE_SID ?? '').fetch(),
      workspace.workflows(written.TASKROUTER_WORKFLOW_SID ?? '').fetch(),
      studio.v2.flows(written.STUDIO_FLOW_SID ?? '').fetch(),
    ]),
  );
  expect(service).toMatchObject({ friendlyName: 'flex-handoff', aclEnabled: true });
  expect(role).toMatchObject({
    friendlyName: 'customer',
    type: 'conversation',
    permissions: ['sendMessage', 'sendMediaMessage', 'leaveConversation'],
  });
  expect([queue.friendlyName, workflow.friendlyName, flow.friendlyName]).toEqual(['Chat', 'Chat', 'chat-to-flex']);
});

test('run again, it makes nothing and writes nothing', async () => {
  const first = await house.doctor(WHOLE);
  const file = readFileSync(first.file, 'utf8');
  house.twilio.requests.clear();
  const second = await house.doctor({ ...WHOLE, given: {} });
  expect(second).toMatchObject({ healthy: true, made: [], written: [] });
  expect(readFileSync(first.file, 'utf8')).toBe(file);
  expect(writes()).toEqual([]);
});

test('made and not written down, everything is found again by its name', async () => {
  expect(await house.doctor({ create: true })).toMatchObject({ made: MADE, written: [], healthy: false });
  const second = await house.doctor(WHOLE);
  expect(second).toMatchObject({ made: [], healthy: true });
});

test('without --create it says what can be made, and without --write it writes nothing', async () => {
  const diagnosis = await house.doctor();
  expect(diagnosis).toMatchObject({ healthy: false, made: [], canMake: MADE, written: [] });
  expect(existsSync(diagnosis.file)).toBe(false);
  expect(writes()).toEqual([]);
});

test('each thing is asked for by itself, and what is declined is not made', async () => {
  const questions: string[] = [];
  const consent = async (question: string) => {
    questions.push(question);
    return question.includes('Sync');
  };
  const environment = house.environment();
  const diagnosis = await house.within(() =>
    doctor({ environment, ...WHOLE, consent, given: {}, say: () => undefined }),
  );
  expect(questions).toEqual(MADE.map((what) => `${what}: not there. Make it?`));
  expect(diagnosis.made).toEqual([MADE[2]]);
  expect(diagnosis.canMake).toEqual([MADE[0], MADE[1], MADE[3]]);
  expect(writes()).toEqual(['/v1/Services']);
});

test('ACLs that were switched off are switched on again', async () => {
  await house.doctor(WHOLE);
  const { SYNC_SERVICE_SID = '' } = house.environment().values;
  await house.within(() => house.client().sync.v1.services(SYNC_SERVICE_SID).update({ aclEnabled: false }));
  expect(await house.doctor(WHOLE)).toMatchObject({
    made: ['ACLs of the Sync Service "flex-handoff"'],
    healthy: true,
  });
});

const LOOK_UPS: Fault[] = [
  { host: 'conversations.twilio.com', path: '^/v1/Configuration$' },
  { host: 'flex-api.twilio.com', path: '^/v1/Configuration$' },
  { host: 'api.twilio.com' },
  { host: 'iam.twilio.com' },
  { host: 'sync.twilio.com', path: '^/v1/Services$', method: 'GET' },
  { host: 'studio.twilio.com', path: '^/v2/Flows$', method: 'GET' },
  { host: 'serverless.twilio.com', path: '^/v1/Services$', method: 'GET' },
  { host: 'conversations.twilio.com', path: '/Configuration$' },
  { host: 'conversations.twilio.com', path: '/Roles$', method: 'GET' },
  { host: 'taskrouter.twilio.com', path: '/Workspaces/WS[0-9a-f]+$' },
  { host: 'taskrouter.twilio.com', path: '/Workflows$', method: 'GET' },
  { host: 'taskrouter.twilio.com', path: '/TaskQueues$', method: 'GET' },
  { host: 'taskrouter.twilio.com', path: '/TaskChannels$' },
];

describe.each([
  ['answers 503', { status: 503 }, 'Twilio answered 503 (20500): A fault that was asked for'],
  ['cuts the line', { reset: true }, 'Twilio could not be asked: '],
])('a look-up that Twilio %s once', (_, failure, told) => {
  test.each(LOOK_UPS.map((fault) => [`${fault.host} ${fault.path ?? ''}`, fault] as const))(
    '%s: is told, and a second run completes',
    async (_name, fault) => {
      house.twilio.fail({ ...fault, ...failure, times: 1 });
      const first = await house.doctor();
      expect(first.healthy).toBe(false);
      expect(first.findings.filter(({ message }) => message.includes(told))).toHaveLength(1);
      expect(await house.doctor(WHOLE)).toMatchObject({ healthy: true });
    },
  );
});

const CREATIONS: [string, Fault, string | undefined][] = [
  ['the queues', { host: 'taskrouter.twilio.com', path: '/TaskQueues$', method: 'POST' }, MADE[0]],
  ['the workflow', { host: 'taskrouter.twilio.com', path: '/Workflows$', method: 'POST' }, MADE[0]],
  ['the role', { host: 'conversations.twilio.com', path: '/Roles$', method: 'POST' }, MADE[1]],
  ['the Sync Service', { host: 'sync.twilio.com', path: '^/v1/Services$', method: 'POST' }, MADE[2]],
  ['the flow', { host: 'studio.twilio.com', path: '^/v2/Flows$', method: 'POST' }, MADE[3]],
];

test.each(CREATIONS)(
  '%s cannot be made once: that is told, and a second run makes the rest',
  async (_, fault, what) => {
    house.twilio.fail({ ...fault, status: 500, times: 1 });
    await expect(house.doctor(WHOLE)).rejects.toThrow(`${what}: not made. Twilio answered 500`);
    expect(await house.doctor(WHOLE)).toMatchObject({ healthy: true });
    expect(writes().filter((one) => one === '/v1/Services' || one === '/v2/Flows')).toHaveLength(2);
  },
);

test.each(CREATIONS)(
  '%s is made and the answer is lost: a second run finds it and makes no other',
  async (_, fault) => {
    house.twilio.fail({ ...fault, reset: true, afterwards: true, times: 1 });
    await expect(house.doctor(WHOLE)).rejects.toThrow('Run it again: what is done stays done.');
    expect(await house.doctor(WHOLE)).toMatchObject({ healthy: true });
    const { sync, studio, taskrouter, conversations } = house.client();
    const { CONVERSATIONS_SERVICE_SID = '', TASKROUTER_WORKSPACE_SID = '' } = house.environment().values;
    const workspace = taskrouter.v1.workspaces(TASKROUTER_WORKSPACE_SID);
    const lists = await house.within(() =>
      Promise.all([
        sync.v1.services.list(),
        studio.v2.flows.list(),
        workspace.taskQueues.list(),
        workspace.workflows.list(),
        conversations.v1.services(CONVERSATIONS_SERVICE_SID).roles.list(),
      ]),
    );
    expect(lists.map((list) => list.length)).toEqual([2, 1, 4, 2, 8]);
  },
);

describe('at the terminal', () => {
  test('with nothing at all, it says the first steps', async () => {
    const diagnosis = await house.doctor({ given: {} });
    const lines = diagnosisText({ ...diagnosis, file: '.env' }).split('\n');
    expect(lines.slice(0, 4).map((line) => line.replace(/ +/g, ' '))).toEqual([
      'Environment production, .env',
      '',
      'missing ACCOUNT_SID not set (AC and 32 hex digits)',
      ' → Console, Account Info. Deployed Functions get it by themselves.',
    ]);
    expect(lines.slice(-6)).toEqual([
      'First steps:',
      '  1. A Twilio account with Flex: https://console.twilio.com, "Create a Flex account".',
      '  2. An API key of type Standard: Console, Account, API keys & tokens. Its secret is shown once.',
      '  3. ACCOUNT_SID=AC… TWILIO_API_KEY=SK… TWILIO_API_SECRET=… npm run doctor -- --write --create',
      '     finds and makes the rest, and keeps all of it.',
      '8 to mend.',
    ]);
    expect(house.twilio.requests.all()).toEqual([]);
  });

  test('--write with nothing at all begins the file for whoever fills it in', async () => {
    const { file } = await house.doctor({ write: true, given: {} });
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(path.join(PROJECT_FOLDER, '.env.example'), 'utf8'));
  });

  test('it ends with what can be made and what is not written down', async () => {
    const diagnosis = await house.doctor();
    const lines = diagnosisText({ ...diagnosis, file: '.env' }).split('\n');
    expect(lines.slice(-7)).toEqual([
      '`--create` makes, asking first:',
      ...MADE.map((what) => `  - ${what}`),
      '2 found and not written down: `--write` puts them into .env.',
      '8 to mend.',
    ]);
  });

  test('after --write --create it says what was written, and no secret', async () => {
    const text = diagnosisText(await house.doctor(WHOLE));
    expect(text).toContain(
      ': ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET, CONVERSATIONS_SERVICE_SID, TASKROUTER_WORKSPACE_SID, ' +
        'TASKROUTER_WORKFLOW_SID, TASKROUTER_QUEUE_SID, CUSTOMER_ROLE_SID, SYNC_SERVICE_SID, STUDIO_FLOW_SID.',
    );
    expect(text.endsWith('All that the Functions need is there.')).toBe(true);
    expect(text).not.toContain(house.twilio.account.apiSecret);
  });
});

describe('npm run doctor', () => {
  const run = async (...args: string[]) => {
    const command = ['--require', 'tsx/cjs', path.join(PROJECT_FOLDER, 'tools/doctor.ts'), ...args];
    const environment = { PATH: process.env.PATH };
    try {
      const { stdout } = await promisify(execFile)('node', command, { cwd: PROJECT_FOLDER, env: environment });
      return { status: 0, output: stdout };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { status: code, output: stdout || stderr };
    }
  };
  const local = () => ['--local', String(house.twilio.port), '--env', path.join(house.folder, '.env.production')];

  test('ends with 1 while something is to be mended, and with 0 when all is there', async () => {
    const before = await run(...local(), '--json', '--create');
    expect(before.status).toBe(1);
    expect((JSON.parse(before.output) as Diagnosis).canMake).toEqual(MADE);
    const made = await run(...local(), '--write', '--create', '--yes');
    expect([made.status, made.output.split('\n').slice(0, 4)]).toEqual([0, MADE.map((what) => `Made: ${what}`)]);
    expect((await run(...local())).status).toBe(0);
    expect(writes()).toHaveLength(7);
  });

  test('says how it is used', async () => {
    expect(await run('--everything')).toMatchObject({
      status: 2,
      output: expect.stringContaining('npm run doctor --'),
    });
    expect(await run('--local', 'x')).toEqual({ status: 1, output: '--local x is no port\n' });
  });
});
