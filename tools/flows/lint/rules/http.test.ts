import { HTTP_CASES } from '../testing/cases/http-cases';
import { expectRuleCase } from '../testing/try-rule';
import { HTTP_RULES } from './http';

test.each(HTTP_CASES)('$rule: $about', expectRuleCase);

test('every rule has a flow that breaks it', () => {
  expect(new Set(HTTP_CASES.map(({ rule }) => rule))).toEqual(new Set(HTTP_RULES.map(({ id }) => id)));
});
