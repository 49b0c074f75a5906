import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { flowOf, state } from '../../../local-twilio/src/studio/testing/stage';
import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import type { Scenario } from './scenario';
import { testFlows } from './test-flows';

const SUB = `FW${'0'.repeat(31)}1`;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'scenarios-'));
  const service = { sid: 'ZS1', uniqueName: 'x' };
  const environment = { sid: 'ZE1', domainSuffix: '', origin: 'https://a.b' };
  const names = { workflows: {}, taskChannels: {}, flows: { [SUB]: 'sub' } };
  write('names.json', JSON.stringify({ ...names, serverless: { service, environment, functions: {} } }));
});

afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
function flow(name: string, definition: FlowDefinition, scenarios?: Scenario[]): void {
  write(`${name}.json`, JSON.stringify(definition));
  if (scenarios) write(`${name}.scenarios.ts`, `export const scenarios = ${JSON.stringify(scenarios)};`);
}
const played = async () => (await testFlows({ folder, names: ['own'] })).flows[0];

const say = (name: string, body: string, sent?: string) =>
  state(name, 'send-message', { from: '', body }, { sent, failed: undefined });
const call = (url: string) => state('call', 'run-function', { url, parameters: [] }, { success: 'say', fail: 'sorry' });

test('a scenario that comes otherwise than expected fails, and says how', async () => {
  const scenario: Scenario = {
    name: 'It goes another way',
    customer: ['Hello'],
    functions: { '/lookup': { status: 500, json: { error: 'x' } } },
    expect: {
      said: ['It is 7'],
      path: ['call:success', 'say'],
      calls: [['/lookup', { topic: 'billing' }]],
      tasks: [{ attributes: { topic: 'billing' } }],
      waitsAt: 'say',
    },
  };
  flow('own', flowOf(call('https://a.b/lookup'), say('say', 'It is 7'), say('sorry', 'Sorry')), [scenario]);
  const report = await played();
  expect(report?.scenarios).toEqual([
    {
      name: 'It goes another way',
      passed: false,
      differences: [
        'said to the customer',
        '  - It is 7',
        '  + Sorry',
        'path',
        '  - call:success',
        '  - say',
        '  + call:fail',
        '  + sorry:sent',
        'calls',
        '  - /lookup topic="billing"',
        '  + /lookup',
        'tasks',
        '  - {',
        '  -   "attributes": {',
        '  -     "topic": "billing"',
        '  -   }',
        '  - }',
        'problems',
        '  + 81017',
        '    (81017 at call: The Function answered 500)',
        'in the end',
        '  - the flow waits at say',
        '  + the flow has ended',
      ],
    },
  ]);
});

test('what nobody took is named by state, event and condition', async () => {
  const split = {
    name: 'which',
    type: 'split-based-on',
    properties: { input: '{{trigger.conversation.Body}}' },
    transitions: [
      { event: 'noMatch', next: 'say' },
      ...['one', 'two'].map((value) => ({
        event: 'match',
        next: 'say',
        conditions: [
          { friendly_name: `If it is ${value}`, arguments: ['{{trigger.conversation.Body}}'], type: 'equal_to', value },
        ],
      })),
    ],
  };
  flow('own', flowOf(split, say('say', 'Hi')), [{ name: 'Two', customer: ['two'], expect: { said: ['Hi'] } }]);
  const report = await testFlows({ folder });
  expect(report.passed).toBe(false);
  expect(report.flows[0]?.scenarios).toEqual([{ name: 'Two', passed: true, differences: [] }]);
  expect(report.flows[0]?.coverage).toEqual({
    covered: 3,
    total: 8,
    uncovered: [
      { state: 'Trigger', event: 'incomingRequest' },
      { state: 'Trigger', event: 'incomingParent' },
      { state: 'which', event: 'noMatch' },
      { state: 'which', event: 'match', condition: 'If it is one' },
      { state: 'say', event: 'failed' },
    ],
  });
});

test('a flow without scenarios is covered by nobody', async () => {
  flow('own', flowOf(say('say', 'Hi')));
  expect(await testFlows({ folder })).toMatchObject({
    passed: false,
    flows: [{ flow: 'own', scenarios: [], coverage: { covered: 0, total: 5 } }],
  });
});

test('a flow that runs in circles ends, and the scenario says so', async () => {
  flow('own', flowOf(say('one', 'x', 'two'), say('two', 'y', 'one')), [
    { name: 'Round and round', customer: ['Hello'], expect: { said: [], problems: [81001] } },
  ]);
  const report = await played();
  expect(report?.scenarios[0]?.differences.filter((line) => line.startsWith('  +'))).toHaveLength(18);
});

test('a flow that asks again and again ends in a long silence', async () => {
  const ask = state('ask', 'send-and-wait-for-reply', { from: '', body: 'And?', timeout: '10' }, { timeout: 'ask' });
  flow('own', flowOf(ask), [
    { name: 'Nobody is there', customer: ['Hello', { silence: '2d' }], expect: { path: [], problems: [81000] } },
  ]);
  const report = await played();
  expect(report?.scenarios[0]?.differences).toContain('  + ask:timeout');
  expect(report?.scenarios[0]?.differences).not.toContain('problems');
});

test('a Function that never answers costs no time, and takes fail', async () => {
  flow('own', flowOf(call('https://a.b/lookup'), say('say', 'It is 7'), say('sorry', 'Sorry')), [
    {
      name: 'Nobody answers',
      customer: ['Hello'],
      functions: { '/lookup': 'no answer' },
      expect: { said: ['Sorry'], path: ['call:fail', 'sorry'], problems: [81017] },
    },
  ]);
  const started = Date.now();
  expect((await played())?.scenarios).toEqual([{ name: 'Nobody answers', passed: true, differences: [] }]);
  expect(Date.now() - started).toBeLessThan(5000);
});

test.each<[string, Omit<Scenario, 'name' | 'expect'>]>([
  ['nobody does anything', {}],
  ['time passes and nobody has written', { customer: [{ silence: '1h' }] }],
])('a scenario in which %s proves nothing, and fails', async (_, happenings) => {
  flow('own', flowOf(say('say', 'Hi')), [{ name: 'Nothing', ...happenings, expect: {} }]);
  expect((await played())?.scenarios[0]?.differences).toEqual([
    'nothing started the flow: the scenario needs a message under "customer", a "call", or a "request"',
  ]);
});

test('an answer that was never asked for is a difference', async () => {
  const functions = { '/lookup': [{ status: 200, json: {} }, { status: 500, json: {} }, { json: {} }] };
  flow('own', flowOf(call('https://a.b/lookup'), say('say', 'x'), say('sorry', 'Sorry')), [
    { name: 'Too many', customer: ['Hello'], functions, expect: { said: ['x'] } },
    {
      name: 'Once for all',
      customer: ['Hello'],
      functions: { ...functions, '/lookup': { json: {} }, '/other': { json: {} } },
      expect: { said: ['x'] },
    },
  ]);
  expect((await played())?.scenarios.map(({ differences }) => differences)).toEqual([
    ['/lookup was asked once, and the scenario has 3 answers for it'],
    [],
  ]);
});

test('of one widget the path may tell one visit by its event, and another by its name alone', async () => {
  const again = state(
    'again',
    'run-function',
    { url: 'https://a.b/again', parameters: [] },
    { success: 'say', fail: 'sorry' },
  );
  const retry = state('sorry', 'send-message', { from: '', body: 'Sorry' }, { sent: 'again', failed: undefined });
  const scenario = (name: string, path: string[]): Scenario => ({
    name,
    customer: ['Hello'],
    functions: { '/again': [{ status: 500 }, { json: {} }] },
    expect: { said: ['Sorry', 'x'], problems: [81017], path },
  });
  flow('own', flowOf(again, say('say', 'x'), retry), [
    scenario('As it is', ['again:fail', 'sorry', 'again', 'say']),
    scenario('In another order', ['again', 'sorry', 'again:fail', 'say']),
    scenario('Without the end', ['again:fail', 'sorry', 'again']),
  ]);
  const report = await played();
  expect(report?.scenarios.map(({ name, passed }) => [name, passed])).toEqual([
    ['As it is', true],
    ['In another order', false],
    ['Without the end', false],
  ]);
});

test('a scenario that fails covers nothing of another flow, whose report does not tell of it', async () => {
  const run = state(
    'run',
    'run-subflow',
    { flow_sid: SUB, flow_revision: 'LatestPublished', parameters: [] },
    { completed: undefined },
  );
  flow('own', flowOf(run), [{ name: 'Wrong', customer: ['Hello'], expect: { said: ['Bye'] } }]);
  flow('sub', flowOf(say('say', 'Hi')));
  expect((await testFlows({ folder, names: ['sub'] })).flows[0]?.coverage.covered).toBe(0);
  const [own] = (await testFlows({ folder, names: ['own'] })).flows;
  expect(own?.coverage.covered).toBeGreaterThan(0);
});

test('a call that the scenario has no answer for is a difference', async () => {
  flow('own', flowOf(call('https://a.b/lookup'), say('say', 'x'), say('sorry', 'Sorry')), [
    { name: 'Forgotten', customer: ['Hello'], expect: { said: ['Sorry'], problems: [81017] } },
  ]);
  expect((await played())?.scenarios[0]?.differences).toEqual([
    'POST https://a.b/lookup was called, and the scenario has no answer for it under "functions"',
  ]);
});

test('a sub-flow is covered by the scenarios of who runs it, and REST may start a flow', async () => {
  const run = state(
    'run',
    'run-subflow',
    { flow_sid: SUB, flow_revision: 'LatestPublished', parameters: [] },
    {
      completed: undefined,
    },
  );
  flow('own', flowOf(run), [
    { name: 'A message', customer: ['Hello'], expect: { said: ['Hi'] } },
    { name: 'A request', request: { to: '+1', from: '+2' }, expect: { problems: [81011] } },
  ]);
  const only = flowOf(say('say', 'Hi'));
  only.states[0]?.transitions.splice(0, 2);
  flow('sub', only);
  const report = await testFlows({ folder, names: ['sub'] });
  expect(report).toEqual({
    passed: true,
    flows: [{ flow: 'sub', scenarios: [], coverage: { covered: 3, total: 3, uncovered: [] } }],
  });
});

test('a flow that is not there is named', async () => {
  flow('own', flowOf(say('say', 'Hi')));
  await expect(testFlows({ folder, names: ['other'] })).rejects.toThrow('There is no flow "other". There are: own');
});
