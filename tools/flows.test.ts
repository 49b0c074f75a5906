import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { page } from '../local-twilio/src/http/paging';
import { Stage } from '../local-twilio/src/studio/testing/stage';
import { PROJECT_FOLDER } from './project-folder';

const HOST = 'taskrouter.twilio.com';

let stage: Stage;
let folder: string;
let workflows: { sid: string; friendly_name: string }[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'flows-'));
  stage = await new Stage({}).start();
  const { routes, account } = stage.kernel;
  const workspace = `/v1/Workspaces/${account.workspaceSid}`;
  workflows = [{ sid: account.workflowSid, friendly_name: 'Chat' }];
  const taskChannels = [{ sid: account.taskChannelSid, unique_name: 'chat' }];
  routes.on('GET', HOST, `${workspace}/Workflows`, (request) => ({
    status: 200,
    body: page(request, 'workflows', workflows),
  }));
  routes.on('GET', HOST, `${workspace}/TaskChannels`, (request) => ({
    status: 200,
    body: page(request, 'channels', taskChannels),
  }));
});

afterEach(async () => {
  await stage.stop();
  rmSync(folder, { recursive: true });
});

interface Finished {
  code: number | null;
  output: string;
  errors: string;
}

/** The command as `npm run flows` starts it, in a folder of its own. */
function flows(args: string[], environment: Record<string, string> = {}): Promise<Finished> {
  const node = [
    ...['--require', path.join(PROJECT_FOLDER, 'local-twilio/src/preload.cjs')],
    ...['--import', pathToFileURL(require.resolve('tsx')).href],
    path.join(PROJECT_FOLDER, 'tools/flows.ts'),
  ];
  const env = { PATH: process.env.PATH ?? '', TWILIO_LOCAL_PORT: String(stage.port), ...environment };
  const child = spawn(process.execPath, [...node, ...args], { cwd: folder, env });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, errors })));
}

function credentials(): Record<string, string> {
  const { accountSid, apiKey, apiSecret, workspaceSid } = stage.kernel.account;
  return {
    ACCOUNT_SID: accountSid,
    TWILIO_API_KEY: apiKey,
    TWILIO_API_SECRET: apiSecret,
    TASKROUTER_WORKSPACE_SID: workspaceSid,
  };
}

test('render writes the flows with the SIDs of the account, which it finds by name', async () => {
  expect(await flows(['render', '--out', 'out'], credentials())).toEqual({
    code: 0,
    output: 'out/chat-to-flex.json\n',
    errors: '',
  });
  const text = readFileSync(path.join(folder, 'out/chat-to-flex.json'), 'utf8');
  const published = await stage.rest((client) =>
    client.studio.v2.flows(stage.studio.flows()['chat-to-flex'] ?? '').fetch(),
  );
  expect(JSON.parse(text)).toEqual(published.definition);
  expect(text).not.toMatch(/[A-Z]{2}0{20}/);
  expect(readdirSync(path.join(folder, 'out'))).toEqual(['chat-to-flex.json']);
});

test('render takes the account from a file, and the environment before the file', async () => {
  const { ACCOUNT_SID, ...rest } = credentials();
  const lines = Object.entries({ ...rest, TWILIO_API_SECRET: 'wrong' }).map(([name, value]) => `${name}=${value}`);
  writeFileSync(path.join(folder, 'my.env'), [`ACCOUNT_SID=${ACCOUNT_SID}`, ...lines].join('\n'));
  const wrong = await flows(['render', '--env', 'my.env', '--out', 'out']);
  expect(wrong.code).toBe(1);
  expect(wrong.errors).toBe(`Twilio does not accept the key ${rest.TWILIO_API_KEY}: mend it or its secret\n`);
  const right = await flows(['render', '--env', 'my.env', '--out', 'out'], {
    TWILIO_API_SECRET: rest.TWILIO_API_SECRET ?? '',
  });
  expect(right.code).toBe(0);
});

test('render takes the Auth Token when there is no API key', async () => {
  const { accountSid, authToken, workspaceSid } = stage.kernel.account;
  const environment = { ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken, TASKROUTER_WORKSPACE_SID: workspaceSid };
  expect(await flows(['render', '--out', 'out'], environment)).toMatchObject({ code: 0, errors: '' });
});

test('render names everything that the configuration lacks, and where to find it', async () => {
  const { code, errors } = await flows(['render']);
  expect(code).toBe(1);
  expect(errors.split('\n')).toEqual([
    'Missing in the environment and in the --env file:',
    '  - ACCOUNT_SID (AC…): console.twilio.com, on the first page',
    '  - TWILIO_API_KEY (SK…) and TWILIO_API_SECRET, or AUTH_TOKEN: console.twilio.com, Account, API keys & tokens',
    '  - TASKROUTER_WORKSPACE_SID (WS…): console.twilio.com, TaskRouter, Workspaces',
    '',
  ]);
});

test('render names what the account lacks, where it looked, and writes nothing', async () => {
  workflows = [{ sid: `WW${'1'.repeat(32)}`, friendly_name: 'Assign to Anyone' }];
  const { code, output, errors } = await flows(['render', '--out', 'out'], credentials());
  const { accountSid, workspaceSid } = stage.kernel.account;
  expect({ code, output }).toEqual({ code: 1, output: '' });
  expect(errors).toBe(
    `Nothing was written. In account ${accountSid}, workspace ${workspaceSid}:\n` +
      '  - chat-to-flex: no TaskRouter workflow has the friendly name "Chat" (there are: Assign to Anyone); used by send_to_flex.workflow\n',
  );
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that is not there is named', async () => {
  const { code, errors } = await flows(['render', '--env', 'nobody.env'], credentials());
  expect({ code, errors }).toEqual({ code: 1, errors: `${path.join(folder, 'nobody.env')} is not there\n` });
});

test.each([
  ['no verb', []],
  ['an unknown verb', ['deploy']],
  ['an unknown flag', ['render', '--force']],
])('%s prints the usage and exits with 2', async (_, args) => {
  const { code, errors } = await flows(args, credentials());
  expect(code).toBe(2);
  expect(errors).toMatch(/^npm run flows -- render \[--env FILE\] \[--out DIR\]\n/);
});
