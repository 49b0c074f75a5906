import { seededFlowSid } from '../../../local-twilio/src/studio/load-flows';
import { callFlowOf, state } from '../../../local-twilio/src/studio/testing/stage';
import type { FlowDefinition } from '../../../studio-flows/flow-definition';
import type { CallScript } from './call-script';
import { differences } from './differences';
import { runScenario } from './run-scenario';
import type { Expectation, Scenario } from './scenario';

const say = (name: string, text: string, next?: string) =>
  state(name, 'say-play', { say: text }, { audioComplete: next });
const ask = state(
  'ask',
  'gather-input-on-call',
  { say: '1 & 2?' },
  { keypress: 'flex', speech: 'flex', timeout: 'bye' },
);
const flex = state(
  'flex',
  'send-to-flex',
  { workflow: 'WW1', channel: 'TC1', attributes: '{"a":"<b>"}', timeout: '60' },
  { callComplete: 'bye' },
);
const ASKING = callFlowOf(say('hello', 'Hello', 'ask'), ask, flex, say('bye', 'Goodbye'));

async function played(definition: FlowDefinition, call: CallScript, expect: Expectation = {}): Promise<string[]> {
  const flow = { name: 'own', sid: seededFlowSid('own'), definition };
  const scenario: Scenario = { name: 'A call', call, expect };
  return differences(expect, await runScenario(scenario, flow, [flow]));
}

test('README example: a caller hears, presses, and is queued', async () => {
  const call = { happens: [{ presses: '1' }, { leavesQueue: 'bridged' }] };
  expect(
    await played(ASKING, call, {
      said: ['Hello', '1 & 2?', 'Goodbye'],
      path: ['hello', 'ask:keypress', 'flex:callComplete', 'bye'],
      tasks: [{ attributes: { a: '<b>' }, timeout: 60 }],
    }),
  ).toEqual([]);
});

test('a caller who hangs up hears no more', async () => {
  expect(
    await played(ASKING, { happens: [{ hangsUp: 'ask' }] }, { said: ['Hello'], path: ['hello', 'ask:hangup'] }),
  ).toEqual([]);
});

test.each<[string, CallScript, string]>([
  ['is at its end', { happens: [] }, 'ask waits for its input, and the script of the call is at its end'],
  [
    'has something else',
    { happens: [{ leavesQueue: 'bridged' }] },
    'ask waits for its input, and what comes next is: leavesQueue "bridged"',
  ],
  [
    'goes on when the call is over',
    { happens: [{ isSilent: true }, { presses: '1' }] },
    'the call ended before this happened: presses "1"',
  ],
])('a script that %s is a difference', async (_, call, line) => {
  expect(await played(ASKING, call)).toContain(line);
});

test('a redirect is a call of its own, with the parameters of its query', async () => {
  const url = 'https://example.com/bot?from={{trigger.call.From | url_encode}}';
  const bot = state(
    'bot',
    'add-twiml-redirect',
    { url, method: 'GET', timeout: '60' },
    { return: 'bye', timeout: undefined },
  );
  const flow = callFlowOf(bot, say('bye', '{{widgets.bot.Result}}'));
  const calls: Expectation['calls'] = [['/bot', { from: '+4315050' }]];
  const returns = { happens: [{ returns: { Result: 'Well' } }], from: '+4315050' };
  expect(await played(flow, returns, { said: ['Well'], calls })).toEqual([]);
  expect(await played(flow, { happens: [{ isAway: '1m' }] }, { path: ['bot:timeout'] })).toEqual([]);
  expect(await played(flow, { happens: [{ isAway: '59s' }] })).toContain('bot waits longer than 59s');
});
