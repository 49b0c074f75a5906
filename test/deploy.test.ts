import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import twilio from 'twilio';
import type { Fault } from '../local-twilio/src/http/faults';
import type { LoggedRequest } from '../local-twilio/src/http/request-log';
import { readEnvironment } from '../tools/environments/environment';
import { NewAccount } from './testing/new-account';
import type { Call } from './testing/upstream-faults';

const SECONDS = 1000;

let account: NewAccount;

const requests = () => account.twilio.requests.all().length;
const client = () => {
  const { accountSid, apiKey, apiSecret } = account.twilio.account;
  return twilio(apiKey, apiSecret, { accountSid });
};

describe('a checkout and an account on its first day', () => {
  beforeAll(async () => {
    account = await NewAccount.open();
  });
  afterAll(() => account.close());

  test('a dry run says what it would do, and changes nothing', async () => {
    const { changed, deployment } = await account.deploy({ dryRun: true });
    expect([changed, deployment, account.changesSince(0)]).toEqual([[], undefined, []]);
    expect(readFileSync(path.join(account.folder, '.env'), 'utf8')).not.toContain('SYNC_SERVICE_SID');
    const text = account.said.join('\n');
    expect(text).toMatch(/^1\/6 account +would make: /m);
    expect(text).toMatch(/^3\/6 Functions +would be uploaded/m);
    expect(text).toContain('nothing was changed');
  });

  test('nobody who does not agree gets anything made, and learns what is missing', async () => {
    const refuse = async () => false;
    await expect(account.deploy({ consent: refuse })).rejects.toThrow(/not ready[\s\S]*SYNC_SERVICE_SID/);
    expect(account.changesSince(0)).toEqual([]);
  });

  test(
    'one command makes a contact centre of it',
    async () => {
      const { changed, deployment } = await account.deploy();
      expect(deployment?.domain).toMatch(/^flex-handoff-\d{4}-dev\.twil\.io$/);
      expect(changed.join('\n')).toContain(`is live at https://${deployment?.domain}`);
      expect(changed.join('\n')).toContain(`flow chat-to-flex`);
      expect(account.said.at(-1)).toContain(`https://${deployment?.domain}/chat/default.js`);
      const flows = await account.run(() => client().studio.v2.flows.list());
      expect(flows.map(({ friendlyName, status }) => [friendlyName, status])).toEqual([
        ['chat-to-flex-dev', 'published'],
      ]);
    },
    60 * SECONDS,
  );

  test('the second time nothing is uploaded, published or set', async () => {
    const before = requests();
    const { changed } = await account.deploy();
    expect([changed, account.changesSince(before)]).toEqual([[], []]);
    expect(account.said.join('\n')).toMatch(/Done in \d+\.\d s: nothing had to be changed\./);
  });

  test(
    'a variable that changed is uploaded',
    async () => {
      const env = path.join(account.folder, '.env');
      appendFileSync(env, '\nTOKEN_TTL_SECONDS=900\n');
      const { changed } = await account.deploy();
      expect(changed).toEqual([expect.stringMatching(/^build ZB[0-9a-f]{32} is live/)]);
    },
    60 * SECONDS,
  );

  test('an edit that was made in the console stops it, and is overwritten by force alone', async () => {
    const [flow] = await account.run(() => client().studio.v2.flows.list());
    const { definition } = await account.run(() =>
      client()
        .studio.v2.flows(flow?.sid ?? '')
        .fetch(),
    );
    const edited = { ...definition, description: 'Edited in the console' };
    const update = { status: 'published', definition: edited, commitMessage: 'a quick mend' } as const;
    await account.run(() =>
      client()
        .studio.v2.flows(flow?.sid ?? '')
        .update(update),
    );
    await expect(account.deploy()).rejects.toThrow(/chat-to-flex[\s\S]*pull/);
    const { changed } = await account.deploy({ force: true });
    expect(changed).toEqual([expect.stringMatching(/^flow chat-to-flex /)]);
  });

  test('credentials of another account are refused before anything is done', async () => {
    const before = requests();
    const environment = readEnvironment({ env: path.join(account.folder, '.env'), given: {} });
    const values = { ...environment.values, ACCOUNT_SID: `AC${'9'.repeat(32)}` };
    await expect(account.deploy({ environment: { ...environment, values } })).rejects.toThrow(/ACCOUNT_SID/);
    expect(account.changesSince(before)).toEqual([]);
  });
});

describe('a deployment that is cut off by Twilio', () => {
  /** What a whole deployment asks for, each shape once; the upload has tests of its own. */
  let shapes: Call[];

  beforeAll(async () => {
    const reference = await NewAccount.open();
    await reference.deploy();
    const calls = reference.twilio.requests.all().filter(({ direction }) => direction === 'rest');
    const found = new Map(calls.map(shapeOf).map((call) => [JSON.stringify(call), call]));
    shapes = [...found.values()].filter(({ host }) => !host.startsWith('serverless'));
    await reference.close();
  }, 60 * SECONDS);

  test.each<[string, Pick<Fault, 'status' | 'reset' | 'afterwards'>]>([
    ['that does nothing', { status: 500 }],
    ['that loses its answer', { reset: true, afterwards: true }],
  ])(
    'goes on from there when it is run again, after a failure %s',
    async (_, failure) => {
      account = await NewAccount.open();
      for (const shape of shapes) account.twilio.fail({ ...shape, ...failure, times: 1 });
      const refusals: string[] = [];
      for (let runs = 0; runs <= shapes.length; runs += 1) {
        const refusal = await account.deploy().then(
          () => '',
          (error: Error) => `${error.name} ${error.message}`,
        );
        if (refusal === '') break;
        refusals.push(refusal);
      }
      expect(refusals.length).toBeGreaterThan(5);
      expect(refusals.filter((refusal) => !/^Error \S/.test(refusal))).toEqual([]);
      const before = requests();
      await account.deploy();
      expect(account.changesSince(before)).toEqual([]);
      expect(await everythingOnce()).toEqual({
        syncServices: ['Default Service', 'flex-handoff-dev'],
        roles: ['customer'],
        flows: ['chat-to-flex-dev published'],
        workflows: ['Assign to Anyone', 'Chat'],
        queues: ['Billing', 'Chat', 'Everyone', 'Outlet'],
      });
      await account.close();
    },
    240 * SECONDS,
  );
});

function shapeOf({ method, url }: LoggedRequest): Call {
  const { host, pathname } = new URL(url);
  return { host, method, path: `^${pathname.replace(/[A-Z]{2}[0-9a-f]{32}/g, '[^/]+')}$` };
}

/** What there is in the account, by name. */
async function everythingOnce() {
  const { conversationsServiceSid, workspaceSid } = account.twilio.account;
  const { conversations, studio, sync, taskrouter } = client();
  const names = (all: { friendlyName: string }[]) => all.map(({ friendlyName }) => friendlyName).sort();
  return account.run(async () => ({
    syncServices: names(await sync.v1.services.list()),
    roles: names(await conversations.v1.services(conversationsServiceSid).roles.list()).filter(
      (name) => name === 'customer',
    ),
    flows: (await studio.v2.flows.list()).map(({ friendlyName, status }) => `${friendlyName} ${status}`),
    workflows: names(await taskrouter.v1.workspaces(workspaceSid).workflows.list()),
    queues: names(await taskrouter.v1.workspaces(workspaceSid).taskQueues.list()),
  }));
}
