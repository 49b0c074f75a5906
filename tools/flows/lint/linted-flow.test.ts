import { LintedFlow } from './linted-flow';
import { flowOn, widget } from './testing/build-flow';

const flow = new LintedFlow(
  flowOn(
    ['incomingCall', 'incomingMessage'],
    widget('first', 'run-function', { success: 'second', fail: 'third' }),
    widget('second', 'send-message', { sent: 'first' }),
    widget('third', 'send-message'),
    widget('lost', 'send-message', { sent: 'third' }),
  ),
);
const named = (name: string) => flow.state(name) ?? flow.states[0];
const names = (states: ReadonlySet<{ name: string }>) => [...states].map(({ name }) => name).sort();
const ofState = (name: string) => {
  const state = named(name);
  if (!state) throw new Error(`There is no ${name}`);
  return state;
};

test('the graph knows what comes before and after a widget, and what can run', () => {
  const { graph } = flow;
  expect(names(graph.successors(ofState('first')))).toEqual(['second', 'third']);
  expect(names(graph.predecessors(ofState('third')))).toEqual(['first', 'lost']);
  expect(names(graph.ancestors(ofState('first')))).toEqual(['Trigger', 'first', 'second']);
  expect(names(graph.ancestors(ofState('third')))).toEqual(['Trigger', 'first', 'lost', 'second']);
  expect(names(graph.descendants(ofState('lost')))).toEqual(['third']);
  expect(names(graph.reachable)).toEqual(['Trigger', 'first', 'second', 'third']);
});

test('a widget knows which events of the trigger can have led to it', () => {
  expect([...flow.graph.triggers(ofState('third'))].sort()).toEqual(['incomingCall', 'incomingMessage']);
  expect([...flow.graph.triggers(ofState('lost'))]).toEqual([]);
});

test('texts are found wherever a widget has them, with their places', () => {
  const { states } = new LintedFlow({
    states: [
      {
        name: 'split',
        properties: { input: 'a', list: [{ value: 'b' }], offset: { x: 1, y: 2 } },
        transitions: [{ event: 'noMatch' }, { event: 'match', conditions: [{ arguments: ['c'], value: 'd' }] }],
      },
    ],
  });
  expect(states[0]?.strings).toEqual([
    { path: 'properties.input', text: 'a' },
    { path: 'properties.list[0].value', text: 'b' },
    { path: 'transitions[1].conditions[0].arguments[0]', text: 'c' },
    { path: 'transitions[1].conditions[0].value', text: 'd' },
  ]);
});

test.each<[string, unknown]>([
  ['null', null],
  ['a text', 'states'],
  ['states that are a text', { states: 'abc' }],
  ['states of the wrong types', { states: [null, 1, 'a', [], {}], initial_state: {} }],
])('%s is a flow in which nothing leads anywhere', (_, raw) => {
  const odd = new LintedFlow(raw);
  expect(odd.initialState).toBe('');
  expect(odd.states.flatMap(({ transitions }) => transitions)).toEqual([]);
  expect(odd.graph.reachable.size).toBe(0);
});

test('names that every object inherits are names as any other', () => {
  const odd = new LintedFlow(
    JSON.parse(
      '{"initial_state":"__proto__","states":[{"name":"__proto__","type":"constructor","properties":{"__proto__":"a"},"transitions":[{"event":"toString","next":"toString"}]}]}',
    ),
  );
  const state = odd.state('__proto__');
  expect(state?.facts).toBeUndefined();
  expect(Object.keys(state?.properties ?? {})).toEqual(['__proto__']);
  expect(state?.properties.constructor).toBeUndefined();
  expect(odd.state('toString')).toBeUndefined();
});
