import { GRAPH_CASES } from '../testing/cases/graph-cases';
import { expectKeepsImportRules, expectRuleCase } from '../testing/try-rule';
import { GRAPH_RULES } from './graph';

test.each(GRAPH_CASES.map((one) => [one.rule, one.about, one] as const))('%s: %s', (_rule, _about, one) => {
  expectRuleCase(one);
  expectKeepsImportRules(one);
});

test('every rule has a flow that breaks it and one that keeps it', () => {
  expect(new Set(GRAPH_CASES.map(({ rule }) => rule))).toEqual(new Set(GRAPH_RULES.map(({ id }) => id)));
});
