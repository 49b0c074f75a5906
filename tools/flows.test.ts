import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as diff from './flows/diff-command';
import * as publish from './flows/publish-command';
import * as pull from './flows/pull-command';
import * as render from './flows/render-command';
import * as rollback from './flows/rollback-command';
import * as status from './flows/status-command';
import { FlowsAccount } from './flows/testing/flows-account';
import { runVerb, spawnFlows } from './flows/testing/run-flows';
import { PROJECT_FOLDER } from './project-folder';

const { flows } = JSON.parse(readFileSync(path.join(PROJECT_FOLDER, 'studio-flows', 'manifest.json'), 'utf8')) as {
  flows: Record<string, { version: string }>;
};
const version = (name: string) => flows[name]?.version ?? 'missing';
const CHAT = version('chat-to-flex');
const VOICE = version('voice-relay-to-flex');
const WIDGET = version('voice-relay-widget-to-flex');
/** What is published is told by a pattern. */
const exactly = (text: string) => text.replaceAll('.', '\\.');

let account: FlowsAccount;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'flows-'));
  account = await FlowsAccount.start(['dev', 'staging']);
});

afterEach(async () => {
  await account.stop();
  rmSync(folder, { recursive: true });
});

interface Verb {
  run(args: string[]): Promise<number | undefined>;
}

const local = () => ['--local', String(account.twilio.port)];
const onAccount = ({ run }: Verb, ...args: string[]) => runVerb(run, [...args, ...local()], { cwd: folder });

function envFile(name: string, change: Record<string, string> = {}): string {
  const { accountSid, apiKey, apiSecret, workspaceSid } = account.twilio.account;
  const values = {
    ACCOUNT_SID: accountSid,
    TWILIO_API_KEY: apiKey,
    TWILIO_API_SECRET: apiSecret,
    TASKROUTER_WORKSPACE_SID: workspaceSid,
    ...change,
  };
  const lines = Object.entries(values).map(([variable, value]) => `${variable}=${value}\n`);
  writeFileSync(path.join(folder, name), lines.join(''));
  return path.join(folder, name);
}

test('README example: status, publish, and status again', async () => {
  const before = await spawnFlows(['status', ...local()]);
  const onRequest = `voice-relay-widget-to-flex: only by name\n    file: ${WIDGET}\n    npm run flows -- publish voice-relay-widget-to-flex makes it\n`;
  expect(before).toEqual({
    code: 1,
    output: `chat-to-flex: new\n    file: ${CHAT}\nvoice-relay-to-flex: new\n    file: ${VOICE}\n${onRequest}`,
    errors: '',
  });
  const published = await spawnFlows(['publish', ...local()]);
  expect(published).toMatchObject({ code: 0, errors: '' });
  const line = (name: string, is: string) => `${name}: published ${exactly(is)} as revision 2 of FW[0-9a-f]{32}\n`;
  expect(published.output).toMatch(new RegExp(`^${line('chat-to-flex', CHAT)}${line('voice-relay-to-flex', VOICE)}$`));
  const after = await spawnFlows(['status', ...local()]);
  expect(after).toMatchObject({ code: 0, errors: '' });
  const [chat, revision, voice, again, ...rest] = after.output.split('\n');
  expect([chat, voice]).toEqual(['chat-to-flex: same', 'voice-relay-to-flex: same']);
  const publishedAs = (is: string) =>
    new RegExp(`^ {4}published: revision 2 \\(${exactly(is)} of commit [0-9a-f]{7}\\+?, .* UTC\\)$`);
  expect(revision).toMatch(publishedAs(CHAT));
  expect(again).toMatch(publishedAs(VOICE));
  expect(rest.join('\n')).toBe(onRequest);
});

test('the end of a deployment: a line for what differs, and never a failure', async () => {
  const differs = await onAccount(status, '--brief');
  expect(differs).toEqual({
    code: 0,
    output: `Studio flows that differ from what is published:\n  chat-to-flex ${CHAT}: new\n  voice-relay-to-flex ${VOICE}: new\nTo publish: npm run flows -- publish --local ${account.twilio.port}\n`,
    errors: '',
  });
  await onAccount(publish);
  expect((await onAccount(status, '--brief')).output).toBe('Studio flows: all is published.\n');
  const env = envFile('.env.staging', { TWILIO_API_SECRET: 'wrong' });
  const refused = await onAccount(status, '--brief', '--env', env);
  expect(refused).toMatchObject({ code: 0, errors: '' });
  expect(refused.output).toMatch(/^Studio flows: the account could not be asked \(Twilio does not accept SK.*\)\n$/);
});

test('a flow that not everybody wants is published by its name, and from then on with the others', async () => {
  const { output } = await onAccount(publish, 'voice-relay-widget-to-flex');
  expect(output).toMatch(
    new RegExp(`^voice-relay-widget-to-flex: published ${exactly(WIDGET)} as revision 2 of FW[0-9a-f]{32}\n$`),
  );
  expect((await onAccount(status)).output).toMatch(/^voice-relay-widget-to-flex: same$/m);
  expect((await onAccount(publish)).output).toMatch(/^voice-relay-widget-to-flex: nothing changed/m);
});

test('render writes the flows with the SIDs of the account and the domain of the environment', async () => {
  const finished = await onAccount(render, '--out', 'out', '--env', envFile('.env.staging'));
  const files = ['chat-to-flex', 'voice-relay-to-flex', 'voice-relay-widget-to-flex'];
  expect(finished).toEqual({ code: 0, output: files.map((name) => `out/${name}.json\n`).join(''), errors: '' });
  const text = readFileSync(path.join(folder, 'out/chat-to-flex.json'), 'utf8');
  expect(text).toContain(account.twilio.account.workflowSid);
  expect(text).toMatch(/https:\/\/flex-handoff-\d{4}-staging\.twil\.io\/studio\/handoff-begin/);
  expect(text).not.toMatch(/[A-Z]{2}0{20}/);
});

test('render names what the account lacks, where it looked, and writes nothing', async () => {
  const { code, output, errors } = await onAccount(render, '--out', 'out', '--env', envFile('.env.other'));
  const { accountSid, workspaceSid } = account.twilio.account;
  expect({ code, output }).toEqual({ code: 1, output: '' });
  expect(errors).toContain(`Nothing was written. In account ${accountSid}, workspace ${workspaceSid}:\n`);
  expect(errors).toContain(
    'no environment with the domain suffix "other" (there are: dev, staging); deploy the Functions first: twilio serverless:deploy --environment=other',
  );
  expect(existsSync(path.join(folder, 'out'))).toBe(false);
});

test('what the environment lacks is named, and where to find it', async () => {
  const env = path.join(folder, '.env.empty');
  writeFileSync(env, '');
  const { code, errors } = await onAccount(status, '--env', env);
  expect(code).toBe(1);
  expect(errors.split('\n')).toEqual([
    `Missing in ${env} and in the environment:`,
    '  - ACCOUNT_SID (AC…): console.twilio.com, on the first page',
    '  - TWILIO_API_KEY (SK…) and TWILIO_API_SECRET, or AUTH_TOKEN: console.twilio.com, Account, API keys & tokens',
    '',
  ]);
  const unknown = await onAccount(
    status,
    '--env',
    envFile('.env.x', { TASKROUTER_WORKSPACE_SID: `WS${'1'.repeat(32)}` }),
  );
  expect(unknown.errors).toContain(`has no workspace WS${'1'.repeat(32)}: mend TASKROUTER_WORKSPACE_SID`);
});

test('diff, rollback and pull tell what they did, with their exit status', async () => {
  expect(await onAccount(diff, 'chat-to-flex')).toEqual({
    code: 1,
    output: '',
    errors: 'chat-to-flex was never published in this account\n',
  });
  await onAccount(publish);
  const same = await onAccount(diff, 'chat-to-flex');
  expect(same).toMatchObject({ code: 0, errors: '' });
  expect(same.output).toMatch(/^chat-to-flex: the file is what is published, revision 2 /);
  expect((await onAccount(rollback, 'chat-to-flex')).errors).toBe(
    'chat-to-flex: no revision before 2 was published and differs from it\n',
  );
  expect((await onAccount(pull, 'chat-to-flex')).output).toMatch(/^chat-to-flex: the file is what is published/);
});

test.each([
  ['no verb', []],
  ['an unknown verb', ['deploy']],
])('%s prints the usage and exits with 2', async (_, args) => {
  const { code, errors } = await spawnFlows(args);
  expect(code).toBe(2);
  expect(errors).toMatch(/^npm run flows -- VERB …\n/);
});

test('each verb is there, and a wrong flag shows its usage', async () => {
  const { output } = await spawnFlows(['--help']);
  const verbs = [...output.matchAll(/^ {4}([a-z]+) /gm)].map(([, verb]) => verb);
  expect(verbs).toEqual(
    expect.arrayContaining(['lint', 'test', 'run', 'docs', 'version', 'render', 'status', 'diff', 'publish']),
  );
  for (const verb of verbs) {
    expect(existsSync(path.join(PROJECT_FOLDER, `tools/flows/${verb}-command.ts`))).toBe(true);
  }
  const { code, errors } = await spawnFlows(['publish', '--loud']);
  expect(code).toBe(2);
  expect(errors).toMatch(/^Unknown option '--loud'.*\n\nnpm run flows -- publish \[NAME…\]/);
});

test('without a local Twilio on the port it says so', async () => {
  const { code, errors } = await runVerb(status.run, ['--local', '1']);
  expect({ code, errors }).toEqual({
    code: 1,
    errors: 'No local Twilio answers on port 1: `npm start` starts one, on 3001\n',
  });
});
