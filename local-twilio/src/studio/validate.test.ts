import { flowOf, state } from './testing/stage';
import { validateFlow } from './validate';

const say = (properties: Record<string, unknown> = {}) =>
  state('say', 'send-message', { from: '', body: 'Hello', ...properties }, { sent: undefined });
const split = (transitions: unknown[]) => ({
  name: 'split',
  type: 'split-based-on',
  transitions,
  properties: { input: 'x' },
});
const withStates = (...states: unknown[]) => ({
  ...flowOf(say()),
  states: [flowOf(say()).states[0], say(), ...states],
});

test('a good flow has no errors', () => {
  expect(validateFlow(flowOf(say()))).toEqual([]);
});

test('a widget that only Twilio runs is valid, whatever its properties', () => {
  expect(validateFlow(flowOf(state('talk', 'say-play', { loop: 1 }, { audioComplete: undefined })))).toEqual([]);
});

test.each<[string, unknown, string, RegExp]>([
  ['no object', [], '#', /^array found, object expected$/],
  ['no states', { initial_state: 'x' }, '#/states', /missing/],
  ['states that are no list', { states: {}, initial_state: 'x' }, '#/states', /^object found, array expected$/],
  [
    'flags without allow_concurrent_calls',
    { ...flowOf(say()), flags: {} },
    '#/flags/allow_concurrent_calls',
    /missing/,
  ],
  [
    'an initial state that is not there',
    { ...flowOf(say()), initial_state: 'nobody' },
    '#/initial_state',
    /must name a widget/,
  ],
  ['two widgets of one name', withStates(say()), '#/states/2/name', /not unique: say/],
  [
    'two triggers',
    withStates({ ...flowOf(say()).states[0], name: 'Second' }),
    '#/states',
    /exactly one trigger, found 2/,
  ],
  ['an unknown widget', flowOf(state('bye', 'hangup', {}, {})), '#/states/1/type', /enumeration \[add-member/],
  [
    'an event of another widget',
    flowOf(state('say', 'send-message', { from: '', body: 'x' }, { success: undefined })),
    '#/states/1/transitions/0/event',
    /^must be a constant value sent$/,
  ],
  [
    'a transition to nowhere',
    flowOf(state('say', 'send-message', { from: '', body: 'x' }, { sent: 'nobody' })),
    '#/states/1/transitions/0/next',
    /nobody/,
  ],
  [
    'a number where a text belongs',
    flowOf(state('ask', 'send-and-wait-for-reply', { from: '', body: 'x', timeout: 600 }, {})),
    '#/states/1/properties/timeout',
    /^integer found, string expected$/,
  ],
  [
    'a required property that is missing',
    flowOf(state('call', 'run-function', { parameters: [] }, {})),
    '#/states/1/properties/url',
    /^is missing but it is required$/,
  ],
  [
    'a required property that is null',
    flowOf(state('flex', 'send-to-flex', { workflow: null, channel: 'TC' }, {})),
    '#/states/1/properties/workflow',
    /^must not be null$/,
  ],
  ['a property of no widget', flowOf(say({ bodi: 'x' })), '#/states/1/properties/bodi', /not defined in the schema/],
  [
    'a value out of the list',
    flowOf(say({ message_type: 'own' })),
    '#/states/1/properties/message_type',
    /enumeration/,
  ],
  [
    'a parameter without a value',
    flowOf(state('call', 'run-function', { url: 'https://a.b', parameters: [{ key: 'a' }] }, {})),
    '#/states/1/properties/parameters/0/value',
    /missing/,
  ],
  ['a split without noMatch', withStates(split([])), '#/states/2/transitions', /noMatch/],
  [
    'a match without conditions',
    withStates(split([{ event: 'noMatch' }, { event: 'match' }])),
    '#/states/2/transitions/1/conditions',
    /missing/,
  ],
  [
    'a condition of no known type',
    withStates(
      split([
        { event: 'noMatch' },
        { event: 'match', conditions: [{ friendly_name: 'a', arguments: ['x'], type: 'is', value: 'y' }] },
      ]),
    ),
    '#/states/2/transitions/1/conditions/0/type',
    /enumeration \[contains/,
  ],
  [
    'conditions outside of a match',
    withStates(split([{ event: 'noMatch', conditions: [] }])),
    '#/states/2/transitions/0/conditions',
    /not defined/,
  ],
])('%s is an error', (_, definition, property_path, message) => {
  expect(validateFlow(definition)).toContainEqual({ property_path, message: expect.stringMatching(message) });
});
