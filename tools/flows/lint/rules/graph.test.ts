import { flowOn, widget } from '../testing/build-flow';
import { GRAPH_CASES } from '../testing/cases/graph-cases';
import { expectKeepsImportRules, expectRuleCase, findingsOf } from '../testing/try-rule';
import { GRAPH_RULES } from './graph';

test.each(GRAPH_CASES.map((one) => [one.rule, one.about, one] as const))('%s: %s', (_rule, _about, one) => {
  expectRuleCase(one);
  expectKeepsImportRules(one);
});

test('every rule has a flow that breaks it and one that keeps it', () => {
  expect(new Set(GRAPH_CASES.map(({ rule }) => rule))).toEqual(new Set(GRAPH_RULES.map(({ id }) => id)));
});

test('of what cannot be reached it is said whether anything leads there', () => {
  const flow = flowOn(
    'incomingCall',
    widget('hello', 'say-play'),
    widget('lost', 'say-play', { audioComplete: 'further' }),
    widget('further', 'say-play'),
  );
  expect(findingsOf('G030', flow).map(({ state, message }) => [state, message])).toEqual([
    ['lost', 'Nothing leads here'],
    ['further', 'Only lost leads here, which cannot be reached itself'],
  ]);
});
