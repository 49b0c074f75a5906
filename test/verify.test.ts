import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Twilio from 'twilio/lib/rest/Twilio';
import { ASSUMPTIONS, type Assumptions } from '../local-twilio/src/assumptions';
import { runWithTwilioPort } from '../local-twilio/src/preload.cjs';
import { english } from '../src/words/en/flow';
import { offerRemoval } from '../tools/verify/offer-removal';
import { LOCAL_PACE, Patience } from '../tools/verify/patience';
import { PROBES } from '../tools/verify/probes';
import { SCENARIOS } from '../tools/verify/scenarios';
import { localAddresses, type Target } from '../tools/verify/target';
import { UNREACHABLE } from '../tools/verify/unreachable';
import { type Results, verifyAccount } from '../tools/verify/verify-account';
import { flowsHaveEnded, httpsUrl, onAccount, setEventCallback, tasksOf } from './testing/account';
import { Agent } from './testing/agent';
import { Customer } from './testing/customer';
import { type House, startHouse } from './testing/house';
import { letTimersGo } from './testing/let-timers-go';
import { Program } from './testing/program';

letTimersGo();

const patience = new Patience(LOCAL_PACE, new AbortController().signal);
const names = PROBES.map(({ name }) => name);
/** What some tries without a gap don't prove. */
const ONLY_CONFIRMED = ['syncListIndexesAreContiguous'];
const refutable = names.filter((name) => !ONLY_CONFIRMED.includes(name));

/** A run against a house, as the command makes one against an account. */
function verify(house: House, only: readonly string[], changed: Partial<Target> = {}): Promise<Results> {
  const { signal } = new AbortController();
  return runWithTwilioPort(house.twilio.port, () =>
    verifyAccount({ target: { ...targetOf(house), ...changed }, only, signal }),
  );
}

function targetOf({ url, twilio: { account, port } }: House): Target {
  return {
    name: 'dev',
    client: new Twilio(account.apiKey, account.apiSecret, { accountSid: account.accountSid, keepAlive: false }),
    values: account,
    functionsUrl: url,
    addresses: localAddresses(port),
    pace: LOCAL_PACE,
  };
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

/** Three houses: while the probes of one wait for what must not happen, those of the others go on. */
describe('a verification run at an account that is as we read it', () => {
  let houses: House[];

  beforeAll(async () => {
    houses = await Promise.all([startHouse(), startHouse(), startHouse()]);
    for (const house of houses) await setEventCallback(house, httpsUrl(house, '/webhook'));
  });

  afterAll(() => Promise.all((houses ?? []).map((house) => house.stop())));

  /** The parts of a run by turns at the houses, which must be afterwards as they were before. */
  async function verifyByTurns(parts: readonly string[]): Promise<Results[]> {
    const before = houses.map(contents);
    const results = await Promise.all(
      houses.map((house, turn) =>
        verify(
          house,
          parts.filter((_part, index) => index % houses.length === turn),
        ),
      ),
    );
    expect(results.flatMap(({ leftBehind }) => leftBehind)).toEqual([]);
    expect(houses.map(contents)).toEqual(before);
    return results;
  }

  it('goes through every scenario, and leaves nothing behind', async () => {
    const scenarios = (await verifyByTurns(Object.keys(SCENARIOS))).flatMap((results) => results.scenarios);
    expect(scenarios.filter(({ failure }) => failure)).toEqual([]);
    expect(scenarios).toHaveLength(Object.keys(SCENARIOS).length);
  }, 60_000);

  it('confirms every assumption that it has a probe for, and leaves nothing behind', async () => {
    const assumptions = (await verifyByTurns(names)).flatMap((results) => results.assumptions);
    expect(assumptions.filter(({ verdict }) => verdict !== 'confirmed')).toEqual([]);
    expect(assumptions.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  }, 120_000);
});

describe('an assumption that is otherwise', () => {
  it.each(refutable)('is refuted: %s', async (name) => {
    const { other } = ASSUMPTIONS[name];
    const house = await startHouse({ assumptions: { [name]: other } as Partial<Assumptions> });
    const { assumptions, leftBehind } = await verify(house, [name]);
    await house.stop();
    expect(assumptions).toMatchObject([{ name, seen: other, verdict: 'refuted' }]);
    expect(leftBehind).toEqual([]);
  });
});

it('is left open where no number of tries would refute it', async () => {
  const house = await startHouse({ assumptions: { syncListIndexesAreContiguous: true } });
  const { assumptions } = await verify(house, ONLY_CONFIRMED);
  await house.stop();
  expect(assumptions).toMatchObject([{ name: 'syncListIndexesAreContiguous', verdict: 'not reached' }]);
});

it('says of what no probe can see why it was not reached', async () => {
  const house = await startHouse();
  const unreachable = Object.keys(UNREACHABLE);
  const { assumptions } = await verify(house, unreachable);
  await house.stop();
  expect(new Set(assumptions.map(({ name, verdict, saw }) => [name, verdict, saw]))).toEqual(
    new Set(Object.entries(UNREACHABLE).map(([name, reason]) => [name, 'not reached', reason])),
  );
});

describe('a probe that cannot see says so, and not that nothing happens', () => {
  const verdicts = ({ assumptions }: Results) => new Set(assumptions.map(({ verdict }) => verdict));

  it('where no webhook arrives', async () => {
    const house = await startHouse();
    const deaf = await verify(
      house,
      [
        'restWritesFireWebhooks',
        'flexChangesFireWebhooks',
        'replayIncludesIndex',
        'replayIncludesSilentMessages',
        'studioMessagesFireScopedWebhooks',
        'httpRequestSendsParametersWithBody',
      ],
      { functionsUrl: 'https://nobody-1234.twil.io', pace: { ...LOCAL_PACE, quietMs: 100 } },
    );
    await house.stop();
    expect([deaf.assumptions.length, verdicts(deaf), deaf.leftBehind]).toEqual([6, new Set(['not reached']), []]);
  }, 30_000);

  it.each([400, 403])('where the key may not write tasks (%i)', async (status) => {
    const house = await startHouse({ unchecked: () => true });
    house.twilio.fail({ host: 'taskrouter.twilio.com', method: 'POST', path: '/Tasks/WT', status });
    const refused = await verify(house, ['taskApiClosesInteractionTasks', 'endedTasksTakeAttributes']);
    await house.stop();
    expect([refused.assumptions.length, verdicts(refused)]).toEqual([2, new Set(['not reached'])]);
  });

  it('where Flows/Validate refuses everything', async () => {
    const house = await startHouse({ unchecked: () => true });
    house.twilio.fail({ host: 'studio.twilio.com', path: '/Validate', status: 400 });
    const refused = await verify(house, ['studioRefusesUnknownProperties', 'studioRefusesBadLiquid']);
    await house.stop();
    expect(refused.assumptions.map(({ verdict }) => verdict)).toEqual(['not reached', 'not reached']);
  });
});

it('waits until the Functions know that an agent is there, where they have just seen nobody', async () => {
  const house = await startHouse();
  const nobody = await house.post('/availability', {});
  expect(nobody.body).toMatchObject({ available: false });
  const { scenarios } = await verify(house, ['one-task'], { pace: { ...LOCAL_PACE, limitMs: 1000 } });
  expect(scenarios).toMatchObject([
    { failure: { message: 'Did not happen within 1 s: /availability says that an agent is there' } },
  ]);
  await house.stop();
});

it('opens no second chat at the Functions of another account, and ends the first', async () => {
  const house = await startHouse();
  const values = { ...house.twilio.account, accountSid: `AC${'0'.repeat(32)}` };
  await expect(verify(house, ['session-refresh', 'without-sdk'], { values })).rejects.toThrow(
    'belong to another account. The chat that was opened there is ended',
  );
  const { conversations } = house.twilio.conversations.state() as { conversations: { state: string }[] };
  expect(conversations.map(({ state }) => state)).toEqual(['closed']);
  await house.stop();
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
  const [scenario] = (await verify(house, ['hand-off'])).scenarios;
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
    expect(run.stderr).toBe('Nobody sits at the terminal to confirm the account: add --yes\n');
    expect(contents(house)).toEqual(before);
  });

  it('takes everything away after Ctrl-C', async () => {
    const before = contents(house);
    const run = command('--yes', '--only', 'closed-doors', '--only', 'last-agent-leaves', '--only', 'transfer');
    await run.prints(/closed-doors/);
    await workerIsThere(house);
    expect([await run.end('SIGINT'), run.stderr]).toEqual([130, '']);
    expect(run.stdout).toContain('Broken off: what was made is being taken away');
    expect(readFileSync(path.join(folder, 'report.md'), 'utf8')).toMatch(/failed at ".*": the run was broken off \|/);
    expect(contents(house)).toEqual(before);
  });

  it('leaves no agent to whom customers are routed when it is killed, and the next one removes the rest', async () => {
    const before = contents(house);
    const killed = command('--yes', '--only', 'bareAcceptJoinsConversation');
    await patience.until('the agent is available', async () => (await agentOfTheRun(house))?.available);
    await killed.end('SIGKILL');
    await patience.until('the agent is offline', async () => !(await agentOfTheRun(house))?.available);
    const left = { friendlyName: 'flex-handoff verification 0a1b2c3d' };
    const { account, port } = house.twilio;
    await onAccount(house, async ({ studio, taskrouter }) => {
      await studio.v2.flows.create({ ...left, status: 'draft', definition: {} });
      const configuration = JSON.stringify({ task_routing: { filters: [] } });
      await taskrouter.v1.workspaces(account.workspaceSid).workflows.create({ ...left, configuration });
    });

    const young = command('--yes', '--only', 'closed-doors');
    expect([await young.ended, young.stderr]).toEqual([0, '']);
    expect(young.stdout).toMatch(/^Earlier runs left here:\n(.*\n)* {2}worker WK.*, made 2/m);
    expect(young.stdout).toContain('are less than an hour old: another run may be at work, so they stay.');
    expect(await agentOfTheRun(house)).toBeDefined();

    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    const removal = { attended: true, consent: async () => true, say };
    await runWithTwilioPort(port, () => offerRemoval(targetOf(house), removal));
    expect(said.filter((line) => line.startsWith('Not removed'))).toEqual([]);
    expect(contents(house)).toEqual(before);
  });

  it('names the key that Twilio does not accept', async () => {
    const file = path.join(folder, '.env.dev');
    writeFileSync(file, 'TWILIO_API_SECRET=wrong\n');
    const run = command('--yes', '--env', file);
    expect(await run.ended).toBe(1);
    expect(run.stderr).toMatch(
      /^Twilio does not accept SK[0-9a-f]+ for account AC[0-9a-f]+: mend the key or its secret\n$/,
    );
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

async function agentOfTheRun(house: House) {
  const workers = await onAccount(house, ({ taskrouter }) =>
    taskrouter.v1.workspaces(house.twilio.account.workspaceSid).workers.list(),
  );
  return workers.find(({ friendlyName }) => friendlyName.startsWith('flex-handoff verification'));
}

/** The run has begun to make something. */
async function workerIsThere(house: House): Promise<void> {
  while (!house.twilio.requests.all().some(({ method, url, status }) => isNewWorker(method, url) && status === 201)) {
    await pause(5);
  }
}

const isNewWorker = (method: string, url: string) => method === 'POST' && url.endsWith('/Workers');
