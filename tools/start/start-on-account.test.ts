import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { onAccount } from '../../test/testing/account';
import { type House, startHouse } from '../../test/testing/house';
import { Program } from '../../test/testing/program';
import { confirmAccount } from '../confirm-account';
import { functionsEnvironment } from '../functions-environment';
import { PROJECT_FOLDER } from '../project-folder';

const PRELOAD = path.join(PROJECT_FOLDER, 'local-twilio/src/preload.cjs');
const OTHER_ACCOUNT = `AC${'0'.repeat(32)}`;

/** Plays the real account, with Functions that are deployed there for the environment dev. */
let account: House;
let folder: string;
let program: Program | undefined;

beforeAll(async () => {
  account = await startHouse();
});

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'start-on-account-'));
});

afterEach(async () => {
  await program?.end('SIGTERM');
  program = undefined;
  rmSync(folder, { recursive: true });
});

afterAll(() => account?.stop());

/** `npm start -- --twilio` with an environment file, in a process whose way to Twilio leads to the account. */
function start(args: string[], { env = 'dev', changed = {} }: { env?: string; changed?: Record<string, string> } = {}) {
  const { twilio } = account;
  const values = {
    ...functionsEnvironment(twilio.account, twilio.flows, account.url),
    ALLOWED_ORIGINS: '',
    ...changed,
  };
  const file = path.join(folder, `.env.${env}`);
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  writeFileSync(file, lines.join('\n'));
  program = new Program('tools/start.ts', ['--twilio', '--env', file, ...args], {
    NODE_OPTIONS: `--require ${PRELOAD}`,
    TWILIO_LOCAL_PORT: String(twilio.port),
  });
  return program;
}

const post = (url: string, body: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin },
    body: JSON.stringify(body),
  });

it('runs the Functions on the account, with the webhooks of the deployed ones', async () => {
  const started = start(['--yes']);
  const [, url = ''] = await started.prints(/^Customer page {2}(http:\/\/127\.0\.0\.1:\d+)\//m);
  expect(started.stdout).toContain(`This is a real account: ${account.twilio.account.accountSid}`);
  expect(started.stdout).toContain(`it goes on calling the deployed Functions at ${new URL(account.url).host}`);

  const created = await post(`${url}/conversation-create`, { requestId: '0d0ba6f1-9be5-4e2b-8d5e-5f8d2f8b0c11' });
  const { conversationSid } = (await created.json()) as { conversationSid: string };
  expect([created.status, created.headers.get('access-control-allow-origin')]).toEqual([200, url]);
  const webhooks = await onAccount(account, ({ conversations }) =>
    conversations.v1
      .services(account.twilio.account.conversationsServiceSid)
      .conversations(conversationSid)
      .webhooks.list(),
  );
  const urls = webhooks.map(({ configuration }) => (configuration as { url?: string }).url);
  expect(urls).toContain(`https://${new URL(account.url).host}/webhook`);
  expect(await started.end('SIGINT')).toBe(0);
  expect(started.stderr).toBe('');
});

it('lets pages reach Twilio itself, and keeps protected Functions shut', async () => {
  const [, url = ''] = await start(['--yes']).prints(/^Customer page {2}(http:\/\/127\.0\.0\.1:\d+)\//m);
  expect(await (await fetch(`${url}/`)).text()).not.toContain('redirect.js');
  expect((await fetch(`${url}/__t/conversations.twilio.com/v1/Services`)).status).toBe(404);
  expect((await post(`${url}/webhook`, {})).status).toBe(400);
});

it('says what does not work where nothing is deployed', async () => {
  const started = start(['--yes'], { env: 'laptop' });
  await started.prints(/^Customer page {2}http:\/\/127\.0\.0\.1:\d+\//m);
  expect(started.stdout).toContain('No Functions of this environment are deployed');
});

it('starts nothing where nobody can confirm the account', async () => {
  const refused = start([]);
  expect([await refused.ended, refused.stderr]).toEqual([
    1,
    'Nobody sits at the terminal to confirm the account: add --yes\n',
  ]);
});

it.each([
  [
    'names what is missing',
    { SYNC_SERVICE_SID: '' },
    /SYNC_SERVICE_SID is missing.*\n`npm run doctor -- --env dev --write`/,
  ],
  [
    'names the workspace that the credentials do not open',
    { TASKROUTER_WORKSPACE_SID: `WS${'0'.repeat(32)}` },
    /^TASKROUTER_WORKSPACE_SID WS0+ is not found with these credentials/,
  ],
  ['refuses credentials of another account', { ACCOUNT_SID: OTHER_ACCOUNT }, /its credentials belong to AC/],
])('%s', async (_name, changed, words) => {
  const refused = start(['--yes'], { changed });
  expect([await refused.ended, refused.stderr]).toEqual([1, expect.stringMatching(words)]);
});

it('has no other flags', async () => {
  const refused = start(['--port', '3001']);
  expect(await refused.ended).toBe(1);
  expect(refused.stderr).toMatch(/^Unknown option '--port'/);
});

describe('whoever sits at the terminal', () => {
  const accountSid = `AC${'0'.repeat(28)}1a2b`;
  const confirm = (typed: string) => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    input.end(`${typed}\n`);
    const output = new PassThrough();
    return confirmAccount({
      accountSid,
      yes: false,
      input: input as unknown as ReadStream,
      output: output as unknown as WriteStream,
    });
  };

  it('types the end of the account’s SID', async () => {
    await expect(confirm('1a2b')).resolves.toBeUndefined();
  });

  it.each(['Ctrl-C', 'Ctrl-D'])('says no with %s', async (key) => {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
    const output = Object.assign(new PassThrough(), { isTTY: true });
    const typed = key === 'Ctrl-C' ? '\x03' : '\x04';
    const asked = confirmAccount({
      accountSid,
      yes: false,
      input: input as unknown as ReadStream,
      output: output as unknown as WriteStream,
    });
    input.write(typed);
    await expect(asked).rejects.toThrow('That is not this account: nothing was done');
  });

  it('is not taken for sure with anything else', async () => {
    await expect(confirm('y')).rejects.toThrow('That is not this account: nothing was done');
  });
});
