import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type LocalTwilio, startLocalTwilio } from '../local-twilio/src/local-twilio';
import { copyProject, type ProjectCopy } from './testing/project-copy';

jest.setTimeout(60_000);

const TOOLKIT = path.join(path.dirname(require.resolve('twilio-run/package.json')), 'bin', 'twilio-run.js');
const ANOTHER_ACCOUNT = `AC${'1'.repeat(32)}`;

let project: ProjectCopy;
let twilio: LocalTwilio;

beforeAll(() => {
  project = copyProject();
});
afterAll(() => project.remove());

beforeEach(async () => {
  twilio = await startLocalTwilio({ seed: 'new-flex' });
});

afterEach(async () => {
  await twilio.stop();
  const ownFiles = readdirSync(project.folder).filter((name) => /^\.env|^\.twiliodeployinfo$|\.env$/.test(name));
  for (const name of ownFiles) rmSync(path.join(project.folder, name));
});

function writeEnvironment(file: string, more: Record<string, string> = {}): void {
  const { accountSid, authToken } = twilio.account;
  const values = {
    ACCOUNT_SID: accountSid,
    AUTH_TOKEN: authToken,
    ALLOWED_ORIGINS: 'https://shop.test.example',
    ...more,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(path.join(project.folder, file), lines.join(''));
}

/** `twilio-run deploy` as somebody types it: the code of `twilio serverless:deploy`, from the lockfile. */
async function deploys(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const preload = path.join(project.folder, 'local-twilio', 'src', 'preload.cjs');
  const child: ChildProcess = spawn(process.execPath, ['--require', preload, TOOLKIT, 'deploy', ...args], {
    cwd: project.folder,
    env: { PATH: process.env.PATH, TWILIO_LOCAL_PORT: String(twilio.port), TMPDIR: project.folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, stdout, stderr };
}

/** The variables of the only environment. */
function deployedVariables(): Record<string, string> | undefined {
  const [service] = Object.values(twilio.serverless.services());
  const [environment] = Object.values(service?.environments ?? {});
  return environment && twilio.serverless.activeDeployment(new URL(environment.origin).host)?.variables;
}

const leftovers = () => readdirSync(project.folder).filter((name) => name.startsWith('variables-'));

test('the bare command deploys what the Functions use of .env, and ends with the flows', async () => {
  writeEnvironment('.env', { OTHER: 'not for the Functions', EMPTY: '', TOKEN_TTL_SECONDS: '600 # ten minutes' });
  const { status, stdout } = await deploys();
  expect(status).toBe(0);
  expect(deployedVariables()).toEqual({ ALLOWED_ORIGINS: 'https://shop.test.example', TOKEN_TTL_SECONDS: '600' });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  expect(last).toMatch(/^Studio flows: the account could not be asked \(TASKROUTER_WORKSPACE_SID/);
  expect(leftovers()).toEqual([]);
});

test('--environment NAME takes the variables of .env.NAME', async () => {
  writeEnvironment('.env', { TOKEN_TTL_SECONDS: '600' });
  writeEnvironment('.env.staging', { TOKEN_TTL_SECONDS: '900' });
  // The toolkit signs in with what it is given here.
  const { accountSid, authToken } = twilio.account;
  const { status } = await deploys('--environment', 'staging', '--username', accountSid, '--password', authToken);
  expect([status, deployedVariables()]).toEqual([
    0,
    { ALLOWED_ORIGINS: 'https://shop.test.example', TOKEN_TTL_SECONDS: '900' },
  ]);
});

test('a clean clone deploys to the service that another one made, also with the API key alone', async () => {
  const { apiKey, apiSecret } = twilio.account;
  writeEnvironment('.env', { AUTH_TOKEN: '', TWILIO_API_KEY: apiKey, TWILIO_API_SECRET: apiSecret });
  expect((await deploys()).status).toBe(0);
  const made = Object.values(twilio.serverless.services()).map(({ sid }) => sid);
  // What is remembered belongs to a service that is gone.
  const stale = { [`${twilio.account.accountSid}:us1`]: { serviceSid: `ZS${'1'.repeat(32)}`, latestBuild: 'ZB1' } };
  writeFileSync(path.join(project.folder, '.twiliodeployinfo'), JSON.stringify(stale));
  expect((await deploys()).status).toBe(0);
  expect(Object.values(twilio.serverless.services()).map(({ sid }) => sid)).toEqual(made);
});

describe('nothing is deployed, and nothing is said of the flows', () => {
  const refused = async (...args: string[]) => {
    const { status, stdout, stderr } = await deploys(...args);
    expect([status, deployedVariables(), leftovers()]).toEqual([1, undefined, []]);
    expect(stdout).not.toMatch(/flows/i);
    return stderr;
  };

  it('with an environment whose file is not there, while .env is', async () => {
    writeEnvironment('.env');
    expect(await refused('--environment', 'staging')).toContain('.env is for the environment dev. Write .env.staging');
  });

  it('with a file that has more than the Functions use', async () => {
    writeEnvironment('mine.env', { OTHER: 'x' });
    expect(await refused('--env', 'mine.env')).toContain('the Functions do not use OTHER');
  });

  it('with a value that Twilio cannot keep', async () => {
    writeEnvironment('.env', { ALLOWED_ORIGINS: `https://${'x'.repeat(443)}` });
    expect(await refused()).toContain('ALLOWED_ORIGINS has 451 bytes');
  });

  it('to another account than the one of .env', async () => {
    writeEnvironment('.env', { ACCOUNT_SID: ANOTHER_ACCOUNT });
    const { accountSid, authToken } = twilio.account;
    const told = (await refused('--username', accountSid, '--password', authToken)).replace(/\s*\n[│\s]*/g, ' ');
    expect(told).toContain(`is for account ${ANOTHER_ACCOUNT}, but this would deploy to ${accountSid}`);
  });

  it('when Twilio refuses a step', async () => {
    writeEnvironment('.env');
    twilio.fail({ host: 'serverless.twilio.com', method: 'POST', path: 'Builds$', status: 500 });
    expect(await refused()).toContain('A fault that was asked for');
  });
});

test('without any file of variables it deploys without variables', async () => {
  rmSync(path.join(project.folder, '.env'), { force: true });
  const { accountSid, authToken } = twilio.account;
  const { status } = await deploys('--username', accountSid, '--password', authToken);
  expect([status, deployedVariables()]).toEqual([0, {}]);
});
