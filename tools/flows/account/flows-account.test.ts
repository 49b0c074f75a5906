import { canonicalFlow } from '../../../studio-flows/canonical-flow';
import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import { flowHash } from '../../../studio-flows/flow-hash';
import { recordVersion } from '../record-version';
import { COMMIT, FlowsAccount, withGoodbye } from '../testing/flows-account';
import { ensureFlows, flowsStatus, publishFlows } from './flows-account';
import type { PublishOptions } from './publishing';
import { pullFlow } from './pull-flow';

let account: FlowsAccount;

beforeEach(async () => {
  account = await FlowsAccount.start(['dev', 'staging']);
});
afterEach(() => account.stop());

type Environment = Parameters<FlowsAccount['run']>[1];

const publish = (options: Partial<PublishOptions> = {}, environment?: Environment) =>
  account.run((context) => publishFlows(context, { say: account.say, ...options }), environment);
const status = async (environment?: Environment) =>
  (await account.run(flowsStatus, environment)).map(({ name, state }) => `${name} ${state}`);
const fetchFlow = (sid: string) => account.rest((client) => client.studio.v2.flows(sid).fetch());
const friendlyNames = async () =>
  (await account.rest((client) => client.studio.v2.flows.list())).map(({ friendlyName }) => friendlyName);

async function publishFirst(): Promise<string> {
  const [flow] = await publish();
  if (!flow?.sid) throw new Error('Nothing was published');
  return flow.sid;
}

/** chat-to-flex with a flow that it runs before anything else. */
function addSubflow(): void {
  const standIn = `FW${'1'.padStart(32, '0')}`;
  const chat = account.read();
  const subflow: FlowDefinition = {
    ...chat,
    states: [
      {
        name: 'Trigger',
        type: 'trigger',
        transitions: [{ event: 'incomingParent', next: 'set' }],
        properties: { offset: { x: 0, y: 0 } },
      },
      {
        name: 'set',
        type: 'set-variables',
        transitions: [{ event: 'next' }],
        properties: { variables: [{ key: 'language', value: 'de' }] },
      },
    ],
  };
  const run = {
    name: 'ask_language',
    type: 'run-subflow',
    transitions: [
      { event: 'completed', next: 'handoff_begin' },
      { event: 'failed', next: 'handoff_begin' },
    ],
    properties: { flow_sid: standIn, flow_revision: 'LatestPublished' },
  };
  account.write('ask-language', subflow);
  account.write('chat-to-flex', { ...chat, states: [...chat.states, run] });
  account.write('names', { ...JSON.parse(account.text('names')), flows: { [standIn]: 'ask-language' } });
  recordVersion(account.folder, 'chat-to-flex', 'minor');
  recordVersion(account.folder, 'ask-language', 'minor');
}

test('README example: published once, the second time nothing is', async () => {
  expect(await status()).toEqual(['chat-to-flex new']);
  const published = await publish();
  expect(published).toEqual([
    { name: 'chat-to-flex', sid: expect.stringMatching(/^FW[0-9a-f]{32}$/), version: '1.0.0', revision: 2 },
  ]);
  const sid = published[0]?.sid ?? '';
  const live = await fetchFlow(sid);
  expect(live).toMatchObject({ friendlyName: 'chat-to-flex-dev', status: 'published', valid: true });
  expect(live.commitMessage).toBe(
    `flex-handoff chat-to-flex 1.0.0 ${COMMIT.slice(0, 7)} sha256:${flowHash(live.definition).slice(0, 12)}`,
  );
  expect(await status()).toEqual(['chat-to-flex same']);
  expect(await publish()).toEqual([]);
  expect((await fetchFlow(sid)).revision).toBe(2);
  expect(account.said).toEqual([
    `chat-to-flex: published 1.0.0 as revision 2 of ${sid}`,
    'chat-to-flex: nothing changed (1.0.0, revision 2)',
  ]);
});

test('what is published has the SIDs of the account and the domain of the environment', async () => {
  const sid = await publishFirst();
  const text = JSON.stringify((await fetchFlow(sid)).definition);
  const { workflowSid, taskChannelSid } = account.twilio.account;
  expect(text).toContain(workflowSid);
  expect(text).toContain(taskChannelSid);
  expect(text).toMatch(/https:\/\/flex-handoff-\d{4}-dev\.twil\.io\/studio\/handoff-begin/);
  expect(text).not.toMatch(/[A-Z]{2}0{20}/);
});

test('an edit of the console is refused, pulled, given a version and published', async () => {
  const sid = await publishFirst();
  const before = account.read();
  await account.editInConsole((definition) => withGoodbye(definition, 'Sorry!'), 'Nicer words');
  expect(await status()).toEqual(['chat-to-flex edited in the console']);
  await expect(publish()).rejects.toThrow(
    /revision 3 \("Nicer words", .*\) was not published from here: `npm run flows -- pull chat-to-flex` brings it/,
  );
  expect((await fetchFlow(sid)).revision).toBe(3);

  await account.run((context) => pullFlow(context, 'chat-to-flex', { say: account.say }));
  expect(account.text()).toBe(`${JSON.stringify(withGoodbye(before, 'Sorry!'), null, 2)}\n`);
  expect(await status()).toEqual(['chat-to-flex not recorded']);
  await expect(publish()).rejects.toThrow(
    'the file has changed since 1.0.0: `npm run flows -- version chat-to-flex patch`',
  );

  recordVersion(account.folder, 'chat-to-flex', 'patch');
  expect(await publish()).toMatchObject([{ version: '1.0.1', revision: 4 }]);
  expect(await status()).toEqual(['chat-to-flex same']);
  expect(await publish()).toEqual([]);
});

test('--force publishes over an edit of the console', async () => {
  await publishFirst();
  await account.editInConsole((definition) => withGoodbye(definition, 'Sorry!'));
  expect(await publish({ force: true })).toMatchObject([{ version: '1.0.0', revision: 4 }]);
  expect(await status()).toEqual(['chat-to-flex same']);
});

test('an edit that keeps our commit message is seen all the same', async () => {
  const sid = await publishFirst();
  const { commitMessage } = await fetchFlow(sid);
  await account.editInConsole((definition) => withGoodbye(definition, 'Sorry!'), commitMessage);
  expect(await status()).toEqual(['chat-to-flex edited in the console']);
});

test('a draft of the console is no edit: what is published runs on', async () => {
  const sid = await publishFirst();
  await account.rest((client) => client.studio.v2.flows(sid).update({ status: 'draft', commitMessage: 'Trying' }));
  const [seen] = await account.run(flowsStatus);
  expect(seen).toMatchObject({ state: 'same', live: { revision: 2 }, draft: { revision: 3, commitMessage: 'Trying' } });
});

test('a change of the file without a new version is not published', async () => {
  const sid = await publishFirst();
  account.edit('Sorry!');
  await expect(publish({ force: true })).rejects.toThrow('the file has changed since 1.0.0');
  expect((await fetchFlow(sid)).revision).toBe(2);
  recordVersion(account.folder, 'chat-to-flex', 'minor');
  expect(await status()).toEqual(['chat-to-flex changed here']);
  expect(await publish()).toMatchObject([{ version: '1.1.0', revision: 3 }]);
});

test('what Twilio does not accept is named by its widget, and nothing is published', async () => {
  const sid = await publishFirst();
  const chat = account.read();
  const states = chat.states.map((state) =>
    state.name === 'ask' ? { ...state, properties: { ...state.properties, timeout: 600 } } : state,
  );
  account.write('chat-to-flex', { ...chat, states });
  recordVersion(account.folder, 'chat-to-flex', 'patch');
  await expect(publish()).rejects.toThrow(
    'Nothing was published. Twilio does not accept:\n  - chat-to-flex: ask.properties.timeout: integer found, string expected',
  );
  expect((await fetchFlow(sid)).revision).toBe(2);
});

test('a dry run tells what would be published and changes nothing', async () => {
  expect(await publish({ dryRun: true })).toEqual([
    { name: 'chat-to-flex', sid: undefined, version: '1.0.0', revision: 1 },
  ]);
  expect(account.said).toEqual(['chat-to-flex: would publish 1.0.0 (new)']);
  expect(await friendlyNames()).toEqual([]);
});

test('two environments have flows of their own in one account', async () => {
  const staging = { domainSuffix: 'staging' };
  await publish();
  expect(await status(staging)).toEqual(['chat-to-flex new']);
  await publish({}, staging);
  expect(await friendlyNames()).toEqual(['chat-to-flex-dev', 'chat-to-flex-staging']);
  account.edit('Sorry!', 'patch');
  await publish({}, staging);
  expect(await status(staging)).toEqual(['chat-to-flex same']);
  expect(await status()).toEqual(['chat-to-flex changed here']);
});

test('a sub-flow is published before the flow that runs it, which gets its SID', async () => {
  addSubflow();
  const published = await publish();
  expect(published.map(({ name }) => name)).toEqual(['ask-language', 'chat-to-flex']);
  const [subflow, chat] = published;
  const { definition } = await fetchFlow(chat?.sid ?? '');
  expect((definition as FlowDefinition).states.at(-1)?.properties.flow_sid).toBe(subflow?.sid);
  expect(await status()).toEqual(['ask-language same', 'chat-to-flex same']);
});

test('one flow by its name, and an unknown one is refused', async () => {
  addSubflow();
  expect((await publish({ names: ['ask-language'] })).map(({ name }) => name)).toEqual(['ask-language']);
  expect(await friendlyNames()).toEqual(['ask-language-dev']);
  await expect(publish({ names: ['nobody'] })).rejects.toThrow(
    'There is no flow nobody in studio-flows/; there are: ask-language, chat-to-flex',
  );
});

test('a flow is found by the SID of the environment, whatever it is called', async () => {
  const other = await account.rest((client) =>
    client.studio.v2.flows.create({ friendlyName: 'By hand', status: 'draft', definition: account.read() }),
  );
  const byValue = { values: { STUDIO_FLOW_SID: other.sid } };
  expect(await status(byValue)).toEqual(['chat-to-flex draft only']);
  expect(await publish({}, byValue)).toMatchObject([{ sid: other.sid, revision: 2 }]);
  expect(await friendlyNames()).toEqual(['By hand']);
});

test('a flow that was removed is made again, and the SID to mend is named', async () => {
  const gone = await publishFirst();
  await account.rest((client) => client.studio.v2.flows(gone).remove());
  const environment = { values: { STUDIO_FLOW_SID: gone } };
  expect(await status(environment)).toEqual(['chat-to-flex flow gone']);
  const [again] = await publish({}, environment);
  expect(again?.sid).not.toBe(gone);
  expect(account.said.at(-1)).toBe(`  .env names ${gone}, which is not in the account: change it to ${again?.sid}`);
});

test('two flows of the same name are not guessed at', async () => {
  for (const _ of [1, 2]) {
    await account.rest((client) =>
      client.studio.v2.flows.create({ friendlyName: 'chat-to-flex-dev', status: 'draft', definition: account.read() }),
    );
  }
  await expect(status()).rejects.toThrow(/^Several flows are called chat-to-flex-dev: FW/);
});

test('ensureFlows makes each flow once, and it does nothing yet', async () => {
  const sids = await account.run(ensureFlows);
  expect(await account.run(ensureFlows)).toEqual(sids);
  expect(Object.keys(sids)).toEqual(['chat-to-flex']);
  const flow = await fetchFlow(sids['chat-to-flex'] ?? '');
  expect(flow).toMatchObject({ friendlyName: 'chat-to-flex-dev', status: 'draft', valid: true, revision: 1 });
  expect(await status()).toEqual(['chat-to-flex draft only']);
  expect(await publish()).toMatchObject([{ sid: flow.sid, revision: 2 }]);
});

test('before the Functions are deployed it says so and what to run', async () => {
  const elsewhere = { domainSuffix: 'nowhere' };
  const [seen] = await account.run(flowsStatus, elsewhere);
  expect(seen).toMatchObject({
    state: 'new',
    problems: [expect.stringContaining('twilio serverless:deploy --environment=nowhere')],
  });
  await expect(publish({}, elsewhere)).rejects.toThrow(
    'service "flex-handoff" has no environment with the domain suffix "nowhere" (there are: dev, staging)',
  );
  expect(await friendlyNames()).toEqual([]);
});

test('somebody who publishes between the look and the write is noticed', async () => {
  const sid = await publishFirst();
  account.edit('Ours', 'patch');
  const racing = account.run(({ client, ...context }) => {
    const validate = client.studio.v2.flowValidate.update.bind(client.studio.v2.flowValidate);
    client.studio.v2.flowValidate.update = async (params: Parameters<typeof validate>[0]) => {
      await account.editInConsole((definition) => withGoodbye(definition, 'Theirs'));
      return validate(params);
    };
    return publishFlows({ client, ...context }, { say: account.say });
  });
  await expect(racing).rejects.toThrow('chat-to-flex: somebody published revision 3 while this ran');
  const { definition, revision } = await fetchFlow(sid);
  expect(revision).toBe(3);
  expect(canonicalFlow(definition)).toContain('Theirs');
});

describe('each request fails once, and a second run completes', () => {
  const requests: [string, { method: string; host: string; path: string }][] = [
    ['the list of flows', { method: 'GET', host: 'studio.twilio.com', path: '/v2/Flows$' }],
    ['the workflows', { method: 'GET', host: 'taskrouter.twilio.com', path: '/Workflows$' }],
    ['the task channels', { method: 'GET', host: 'taskrouter.twilio.com', path: '/TaskChannels$' }],
    ['the services', { method: 'GET', host: 'serverless.twilio.com', path: '/Services$' }],
    ['the environments', { method: 'GET', host: 'serverless.twilio.com', path: '/Environments$' }],
    ['the Functions', { method: 'GET', host: 'serverless.twilio.com', path: '/Functions$' }],
    ['the drafts', { method: 'POST', host: 'studio.twilio.com', path: '/v2/Flows$' }],
    ['the flow', { method: 'GET', host: 'studio.twilio.com', path: '/v2/Flows/FW[^/]+$' }],
    ['the validation', { method: 'POST', host: 'studio.twilio.com', path: '/v2/Flows/Validate$' }],
    ['the look before the write', { method: 'GET', host: 'studio.twilio.com', path: '/Revisions/LatestPublished$' }],
    ['the publication', { method: 'POST', host: 'studio.twilio.com', path: '/v2/Flows/FW[^/]+$' }],
  ];

  test.each(requests.flatMap(([name, fault]) => [false, true].map((afterwards) => ({ name, fault, afterwards }))))(
    '$name, answer lost: $afterwards',
    async ({ fault, afterwards }) => {
      account.twilio.fail({ ...fault, status: 503, times: 1, afterwards });
      await expect(publish()).rejects.toMatchObject({ status: 503 });
      await publish();
      expect(await status()).toEqual(['chat-to-flex same']);
      expect(await friendlyNames()).toEqual(['chat-to-flex-dev']);
      expect(await publish()).toEqual([]);
    },
  );
});
