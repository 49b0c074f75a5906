import { canonicalFlow } from './canonical-flow';
import { flowHash } from './flow-hash';

const flow = {
  description: 'A flow',
  states: [
    { name: 'Trigger', type: 'trigger', transitions: [{ next: 'say', event: 'incomingMessage' }], properties: {} },
    { name: 'say', type: 'send-message', transitions: [{ event: 'sent' }], properties: { body: 'Hi', from: '' } },
  ],
  initial_state: 'Trigger',
  flags: { allow_concurrent_calls: true },
};
const [trigger, say] = flow.states;

test.each([
  [
    'the order of keys',
    { ...flow, description: undefined, initial_state: 'Trigger' },
    { ...flow, description: undefined },
  ],
  ['the order of widgets', { ...flow, states: [say, trigger] }, flow],
  ['an empty next', { ...flow, states: [trigger, { ...say, transitions: [{ event: 'sent', next: '' }] }] }, flow],
])('%s means nothing', (_, one, other) => {
  expect(canonicalFlow(one)).toBe(canonicalFlow(other));
  expect(flowHash(one)).toBe(flowHash(other));
});

test.each([
  ['the order of transitions, since the first match wins', { transitions: [{ event: 'failed' }, { event: 'sent' }] }],
  ['an empty property', { properties: { body: 'Hi' } }],
  ['where a widget lies', { properties: { body: 'Hi', from: '', offset: { x: 1, y: 0 } } }],
])('%s means something', (_, change) => {
  const both = { ...flow, states: [trigger, { ...say, transitions: [{ event: 'sent' }, { event: 'failed' }] }] };
  const changed = { ...both, states: [trigger, { ...both.states[1], ...change }] };
  expect(canonicalFlow(changed)).not.toBe(canonicalFlow(both));
});

test.each([[null], [undefined], [7], ['text'], [[]], [{}], [{ states: [null, 1, { transitions: [null] }] }]])(
  'odd input %j has a text too',
  (odd) => {
    expect(typeof canonicalFlow(odd)).toBe('string');
  },
);
