import { FAILURE_CASES } from '../testing/cases/failure-cases';
import { expectKeepsImportRules, expectRuleCase } from '../testing/try-rule';
import { FAILURE_RULES } from './failures';

test.each(FAILURE_CASES.map((one) => [one.rule, one.about, one] as const))('%s: %s', (_rule, _about, one) => {
  expectRuleCase(one);
  expectKeepsImportRules(one);
});

test('every rule has a flow that breaks it and one that keeps it', () => {
  expect(new Set(FAILURE_CASES.map(({ rule }) => rule))).toEqual(new Set(FAILURE_RULES.map(({ id }) => id)));
});
