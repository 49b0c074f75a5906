import { IMPORT_CASES } from '../testing/cases/import-cases';
import { expectKeepsImportRules, expectRuleCase } from '../testing/try-rule';
import { IMPORT_RULES } from './import';

test.each(IMPORT_CASES.map((one) => [one.rule, one.about, one] as const))('%s: %s', (_rule, _about, one) => {
  expectRuleCase(one);
  expectKeepsImportRules(one);
});

test('every rule has a flow that breaks it and one that keeps it', () => {
  expect(new Set(IMPORT_CASES.map(({ rule }) => rule))).toEqual(new Set(IMPORT_RULES.map(({ id }) => id)));
});
