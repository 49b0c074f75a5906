import { type LintContext, LintedFlow } from './linted-flow';
import type { Rule } from './rule';
import { RULES } from './rules';

export interface Finding {
  rule: string;
  level: Rule['level'];
  severity: Rule['severity'];
  /** Name of the widget; null when it is the flow. */
  state: string | null;
  message: string;
  fix: string;
}

export interface LintOptions {
  /** Every rule when absent. */
  rules?: readonly Rule[];
  /** Ids of rules that are left out. */
  off?: readonly string[];
  /** What lies beside the flow's file. */
  context?: LintContext;
}

/** What is wrong with a definition, in the order of the rules. Takes any JSON and never throws. */
export function lintFlow(definition: unknown, { rules = RULES, off = [], context }: LintOptions = {}): Finding[] {
  const flow = new LintedFlow(definition, context);
  const findings: Finding[] = [];
  for (const rule of rules) {
    if (off.includes(rule.id)) continue;
    const { id, level, severity } = rule;
    rule.check(flow, ({ state = null, message, fix = rule.fix }) =>
      findings.push({ rule: id, level, severity, state, message, fix }),
    );
  }
  return findings;
}

/** Whether Studio takes the flow, as far as can be told from outside. */
export function isImportable(findings: readonly Finding[]): boolean {
  return !findings.some(({ level }) => level === 'import');
}
