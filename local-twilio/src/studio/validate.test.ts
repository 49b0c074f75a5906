import { type Assumptions, assumptions } from '../assumptions';
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

test('a widget that only Twilio runs is checked too', () => {
  const talk = (properties: Record<string, unknown>) =>
    flowOf(state('talk', 'say-play', properties, { audioComplete: undefined }));
  expect(validateFlow(talk({ loop: 1 }))).toEqual([]);
  expect(validateFlow(talk({ loop: '1' }))).toEqual([
    { property_path: '#/states/1/properties/loop', message: 'string found, integer expected' },
  ]);
});

test('a widget of a product that is gone is taken as it is', () => {
  expect(validateFlow(flowOf(state('old', 'create-task', { anything: 1 }, { done: undefined })))).toEqual([]);
});

test.each<[string, Partial<Assumptions>, unknown, string]>([
  [
    'an unknown property',
    { studioRefusesUnknownProperties: false },
    flowOf(say({ bodi: 'x' })),
    '#/states/1/properties/bodi',
  ],
  [
    'a template with an unknown filter',
    { studioRefusesBadLiquid: false },
    flowOf(say({ body: '{{flow.sid | shout}}' })),
    '#/states/1/properties/body',
  ],
])('%s is refused, or let pass, as it is assumed', (_, otherwise, definition, property_path) => {
  expect(validateFlow(definition).map((error) => error.property_path)).toEqual([property_path]);
  expect(validateFlow(definition, assumptions(otherwise))).toEqual([]);
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
    'a required property that is empty',
    flowOf(state('call', 'run-function', { url: '' }, {})),
    '#/states/1/properties/url',
    /^must be at least 1 characters long$/,
  ],
  [
    'a subflow that Liquid names',
    flowOf(state('more', 'run-subflow', { flow_sid: '{{flow.sid}}', flow_revision: 'LatestPublished' }, {})),
    '#/states/1/properties/flow_sid',
    /^must be a valid, non-liquid flow sid$/,
  ],
  [
    'a template in a parameter that is left open',
    flowOf(state('call', 'run-function', { url: 'https://a.b', parameters: [{ key: 'a', value: '{{b' }] }, {})),
    '#/states/1/properties/parameters/0/value',
    /not closed/,
  ],
  [
    'a conversation that is started by a message',
    flowOf(state('start', 'start-conversation', { conversation_service_sid: 'IS1', participants: [] }, {})),
    '#/states/1',
    /^start-conversation can only be used in flows triggered by the REST API$/,
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
