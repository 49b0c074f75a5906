import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Twilio from 'twilio/lib/rest/Twilio';
import { ASSUMPTIONS, type Assumptions } from '../local-twilio/src/assumptions';
import { runWithTwilioPort } from '../local-twilio/src/preload.cjs';
import { english } from '../src/words/en/flow';
import { LOCAL_PACE } from '../tools/verify/patience';
import { PROBES } from '../tools/verify/probes';
import { SCENARIOS } from '../tools/verify/scenarios';
import { localAddresses } from '../tools/verify/target';
import { UNREACHABLE } from '../tools/verify/unreachable';
import { type Results, verifyAccount } from '../tools/verify/verify-account';
import { flowsHaveEnded, httpsUrl, setEventCallback, tasksOf } from './testing/account';
import { Agent } from './testing/agent';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';
import { letTimersGo } from './testing/let-timers-go';
import { Program } from './testing/program';

letTimersGo();

const names = PROBES.map(({ name }) => name);

/** A run against a house, as the command makes one against an account. */
function verify(house: House, only: readonly string[], signal = new AbortController().signal): Promise<Results> {
  const { account, port } = house.twilio;
  return runWithTwilioPort(port, () =>
    verifyAccount({
      target: {
        name: 'dev',
        client: new Twilio(account.apiKey, account.apiSecret, { accountSid: account.accountSid, keepAlive: false }),
        values: account,
        functionsUrl: house.url,
        addresses: localAddresses(port),
        pace: LOCAL_PACE,
      },
      only,
      signal,
    }),
  );
}

/**
 * Of what a run could leave: workers, tasks, conversations, users, flows and our own state in Sync. What queues look like
 * is kept there for every customer.
 */
function contents({ twilio }: House) {
  const { taskRouter, conversations, sync, studio } = twilio;
  const documents = (sync.state() as { uniqueName: string | null }[]).filter(
    ({ uniqueName }) => !uniqueName?.startsWith('availability.'),
  );
  const { flows } = studio.state() as { flows: unknown };
  return JSON.parse(JSON.stringify([taskRouter.state(), conversations.state(), documents, flows])) as unknown;
}

describe('a verification run at an account that is as we read it', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse();
    await setEventCallback(house, httpsUrl(house, '/webhook'));
  });

  afterAll(() => house?.stop());

  it('goes through every scenario, and leaves nothing behind', async () => {
    const before = contents(house);
    const { scenarios, leftBehind } = await verify(house, Object.keys(SCENARIOS));
    expect(scenarios.filter(({ failure }) => failure)).toEqual([]);
    expect(scenarios).toHaveLength(Object.keys(SCENARIOS).length);
    expect(leftBehind).toEqual([]);
    expect(contents(house)).toEqual(before);
  }, 60_000);

  it('confirms every assumption that it has a probe for, and leaves nothing behind', async () => {
    const before = contents(house);
    const { assumptions, leftBehind } = await verify(house, names);
    expect(assumptions.filter(({ verdict }) => verdict !== 'confirmed')).toEqual([]);
    expect(assumptions.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    expect(leftBehind).toEqual([]);
    expect(contents(house)).toEqual(before);
  }, 120_000);
});

describe('an assumption that is otherwise', () => {
  it.each(names)('is refuted: %s', async (name) => {
    const { other } = ASSUMPTIONS[name];
    const house = await startHouse({ assumptions: { [name]: other } as Partial<Assumptions> });
    const { assumptions, leftBehind } = await verify(house, [name]);
    await house.stop();
    expect(assumptions).toMatchObject([{ name, seen: other, verdict: 'refuted' }]);
    expect(leftBehind).toEqual([]);
  });
});

it('says of what no probe can see why it was not reached', async () => {
  const house = await startHouse();
  const unreachable = Object.keys(UNREACHABLE);
  const { assumptions } = await verify(house, unreachable);
  await house.stop();
  expect(assumptions.map(({ name, verdict, saw }) => [name, verdict, saw])).toEqual(
    Object.entries(UNREACHABLE).map(([name, reason]) => [name, 'not reached', reason]),
  );
});

it('takes everything away also after a scenario that failed', async () => {
  const house = await startHouse({ environment: { TASKROUTER_WORKFLOW_SID: '' } });
  const before = contents(house);
  const { scenarios, leftBehind } = await verify(house, ['hand-off']);
  expect(scenarios).toMatchObject([
    {
      name: 'a hand-off by /conversation-handoff',
      failure: {
        step: 'a customer asks for an agent',
        message: '/conversation-handoff answered 500 config_invalid',
      },
    },
  ]);
  expect([contents(house), leftBehind]).toEqual([before, []]);
  await house.stop();
});

it('leaves chats of others to others: they are declined at once', async () => {
  const house = await startHouse();
  await setEventCallback(house, httpsUrl(house, '/webhook'));
  const customer = await Customer.arrive(house, { preEngagement: { topic: 'other' } });
  await customer.says('Hello');
  await customer.hears(english.offer);
  await customer.says('Please write to me');
  await flowsHaveEnded(house, customer.chat.conversationSid);
  const [scenario] = (await verify(house, ['chat'])).scenarios;
  expect(scenario?.failure).toBeUndefined();
  expect(await tasksOf(house)).toMatchObject([{ status: 'pending' }]);
  const alice = await Agent.signIn(house, 'Alice');
  await alice.goes('Available');
  await alice.takes(customer.chat.conversationSid);
  await Promise.all([customer.leaves(), alice.signOut()]);
  await house.stop();
});

describe('npm run verify', () => {
  let house: House;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'verify-'));
    house = await startHouse();
    await setEventCallback(house, httpsUrl(house, '/webhook'));
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await house.stop();
  });

  const command = (...args: string[]) =>
    new Program('tools/verify.ts', [
      '--local',
      String(house.twilio.port),
      '--out',
      path.join(folder, 'report.md'),
      ...args,
    ]);

  it('writes a report that names nobody', async () => {
    const run = command('--yes', '--only', 'chat', '--only', 'closedKeepsUniqueName', '--only', 'mediaLinkSeconds');
    expect([await run.ended, run.stderr]).toEqual([0, '']);
    const report = readFileSync(path.join(folder, 'report.md'), 'utf8');
    expect(report).toMatch(
      /^# Verification: 1 of 1 scenarios, 1 assumptions confirmed, 0 refuted, 1 not reached\n\nAgainst a local Twilio on /,
    );
    expect(report).toContain('| `closedKeepsUniqueName` | `true` | `true` | confirmed | refused with 409 (50353) |');
    expect(report).toMatch(/\| a chat from hello to the end \| ok \| \d+(\.\d)? \|/);
    expect(report).not.toMatch(/\b[A-Z]{2}[0-9a-f]{32}\b|Hello|from the agent|eyJ/);
  });

  it('asks first, and does nothing where nobody can answer', async () => {
    const before = contents(house);
    const run = command('--only', 'chat');
    expect(await run.ended).toBe(1);
    expect(run.stdout).toContain('Its workers join the queue Chat');
    expect(run.stderr).toBe('Nothing was done: say y, or --yes where nobody sits at the terminal\n');
    expect(contents(house)).toEqual(before);
  });

  it('takes everything away after Ctrl-C', async () => {
    const before = contents(house);
    const run = command('--yes', '--only', 'closed-doors', '--only', 'last-agent-leaves', '--only', 'transfer');
    await run.prints(/closed-doors/);
    await workerIsThere(house);
    expect([await run.end('SIGINT'), run.stderr]).toEqual([130, '']);
    expect(run.stdout).toContain('Broken off: what was made is being taken away');
    expect(contents(house)).toEqual(before);
  });

  it('refuses credentials of another account than the environment names', async () => {
    const file = path.join(folder, '.env.dev');
    writeFileSync(file, `ACCOUNT_SID=AC${'0'.repeat(32)}\n`);
    const run = command('--yes', '--env', file);
    expect(await run.ended).toBe(1);
    expect(run.stderr).toMatch(/^The environment says ACCOUNT_SID AC0+, but its credentials belong to AC/);
  });

  it('knows the names that there are', async () => {
    const run = command('--yes', '--only', 'chats');
    expect(await run.ended).toBe(1);
    expect(run.stderr).toMatch(/^There is no chats\. There are:\n {2}closed-doors\n/);
  });
});

/** The run has begun to make something. */
async function workerIsThere(house: House): Promise<void> {
  while (!house.twilio.requests.all().some(({ method, url, status }) => isNewWorker(method, url) && status === 201)) {
    await pause(5);
  }
}

const isNewWorker = (method: string, url: string) => method === 'POST' && url.endsWith('/Workers');
