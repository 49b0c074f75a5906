import { HYGIENE_CASES } from '../testing/cases/hygiene-cases';
import { expectRuleCase } from '../testing/try-rule';
import { HYGIENE_RULES } from './hygiene';

test.each(HYGIENE_CASES)('$rule: $about', expectRuleCase);

test('every rule has a flow that breaks it', () => {
  expect(new Set(HYGIENE_CASES.map(({ rule }) => rule))).toEqual(new Set(HYGIENE_RULES.map(({ id }) => id)));
});
