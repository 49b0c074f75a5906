import type { Finding } from '../lint-flow';
import { lintFlow } from '../lint-flow';
import { RULES } from '../rules';
import { IMPORT_RULES } from '../rules/import';
import type { RuleCase } from './rule-case';

/** Runs one rule, over a flow that breaks it and one that keeps it, and expects the widgets of the case. */
export function expectRuleCase({ rule, breaks, states, keeps, context }: RuleCase): void {
  expect(findingsOf(rule, breaks, context).map(({ state }) => state)).toEqual(states);
  expect(findingsOf(rule, keeps, context)).toEqual([]);
}

/** What one rule finds. */
export function findingsOf(id: string, definition: unknown, context?: RuleCase['context']): Finding[] {
  const rules = RULES.filter((rule) => rule.id === id);
  if (rules.length !== 1) throw new Error(`There are ${rules.length} rules ${id}`);
  return lintFlow(definition, { rules, context });
}

/** Expects that nothing is wrong with the form of the flow that keeps the rule. */
export function expectKeepsImportRules({ keeps, context }: RuleCase): void {
  const rules = RULES.filter((rule) => IMPORT_RULES.includes(rule) || rule.level === 'import');
  expect(lintFlow(keeps, { rules, context })).toEqual([]);
}
