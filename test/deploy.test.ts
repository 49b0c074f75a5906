import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import twilio from 'twilio';
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
      const before = requests();
      const { changed, deployment } = await account.deploy();
      const calls = account.twilio.requests.all().slice(before);
      const called = calls.filter(({ direction }) => direction === 'rest').map(shapeOf);
      const found = new Map(called.map((call) => [JSON.stringify(call), call]));
      shapes = [...found.values()].filter(({ host, path: url }) => !/^serverless/.test(host) && !/Documents/.test(url));
      expect(deployment?.domain).toMatch(/^flex-handoff-\d{4}-dev\.twil\.io$/);
      expect(changed.join('\n')).toContain(`is live at https://${deployment?.domain}`);
      expect(changed.join('\n')).toContain(`flow chat-to-flex`);
      expect(account.said.at(-1)).toContain(`https://${deployment?.domain}/chat/default.js`);
      const flows = await account.run(() => client().studio.v2.flows.list());
      expect(flows.map(({ friendlyName, status }) => [friendlyName, status])).toEqual([
        ['chat-to-flex-dev', 'published'],
        ['voice-relay-to-flex-dev', 'published'],
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

  test(
    'an edit that was made in the console stops it, and is overwritten by force alone',
    async () => {
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
      appendFileSync(path.join(account.folder, '.env'), 'TOKEN_TTL_SECONDS=1200\n');
      const before = requests();
      await expect(account.deploy()).rejects.toThrow(/^Nothing was deployed:[\s\S]*chat-to-flex[\s\S]*pull/);
      expect(account.changesSince(before)).toEqual([]);
      const { changed } = await account.deploy({ force: true });
      expect(changed).toEqual([expect.stringMatching(/^build ZB/), expect.stringMatching(/^flow chat-to-flex /)]);
    },
    60 * SECONDS,
  );

  test('values that were copied from another environment do not turn its flow to these Functions', async () => {
    const file = path.join(account.folder, '.env.staging');
    copyFileSync(path.join(account.folder, '.env'), file);
    const before = requests();
    const environment = readEnvironment({ env: file, given: {} });
    await expect(account.deploy({ environment })).rejects.toThrow(
      /SYNC_SERVICE_SID: "flex-handoff-dev" is of environment dev[\s\S]*STUDIO_FLOW_SID: "chat-to-flex-dev" is of environment dev.*\n.*Empty it; `npm run doctor -- --write --create --env \S+\.env\.staging`/,
    );
    expect(account.changesSince(before)).toEqual([]);
  });

  test('a build that fails says where, and does not blame Twilio', async () => {
    const source = path.join(account.project.folder, 'src', 'functions', 'version.ts');
    const text = readFileSync(source, 'utf8');
    writeFileSync(source, `${text}\nexport const = 1;\n`);
    const before = requests();
    await expect(account.deploy()).rejects.toThrow(/^Nothing was uploaded\. [\s\S]*src\/functions\/version\.ts:\d+/);
    expect(account.changesSince(before)).toEqual([]);
    writeFileSync(source, text);
  });

  test('credentials of another account are refused before anything is done', async () => {
    const before = requests();
    const environment = readEnvironment({ env: path.join(account.folder, '.env'), given: {} });
    const values = { ...environment.values, ACCOUNT_SID: `AC${'9'.repeat(32)}` };
    await expect(account.deploy({ environment: { ...environment, values } })).rejects.toThrow(/ACCOUNT_SID/);
    expect(account.changesSince(before)).toEqual([]);
  });
});

/** What a whole deployment asks for, each shape once; the upload has tests of its own. */
let shapes: Call[];

test('a deployment that Twilio cuts off, each call once, goes on from there when it is run again', async () => {
  account = await NewAccount.open();
  try {
    // What only looks fails; what makes something loses its answer, which is worse than a failure.
    for (const shape of shapes) {
      const failure = shape.method === 'GET' ? { status: 500 } : { reset: true, afterwards: true };
      account.twilio.fail({ ...shape, ...failure, times: 1 });
    }
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
    const told = account.said.filter((line) => line.startsWith('The last run stopped at '));
    expect([told.length, told.at(0)]).toEqual([
      refusals.length,
      'The last run stopped at 1/6 account. What it did stays done, and this one goes on from there.',
    ]);
    const before = requests();
    const { changed } = await account.deploy();
    expect([changed, account.changesSince(before)]).toEqual([[], []]);
    expect(await everythingOnce()).toEqual({
      syncServices: ['Default Service', 'flex-handoff-dev'],
      roles: ['customer'],
      flows: ['chat-to-flex-dev published', 'voice-relay-to-flex-dev published'],
      workflows: ['Assign to Anyone', 'Chat'],
      queues: ['Billing', 'Chat', 'Everyone', 'Outlet'],
    });
  } finally {
    await account.close();
  }
}, 120_000);

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
