import type { LintContext } from '../linted-flow';

/** A flow that breaks one rule, and one that differs by as little as possible and keeps it. */
export interface RuleCase {
  rule: string;
  /** What is wrong, in a few words. */
  about: string;
  breaks: unknown;
  /** The widgets that are named, in order; null is the flow. */
  states: (string | null)[];
  keeps: unknown;
  /** What lies beside either file. */
  context?: LintContext;
}
