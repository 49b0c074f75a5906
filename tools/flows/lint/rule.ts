import type { LintedFlow } from './linted-flow';

/** What a rule has to say of one place in a flow. */
export interface Remark {
  /** Name of the widget; absent when it is the flow. */
  state?: string;
  message: string;
  /** How to mend it, when the rule's own advice is too general. */
  fix?: string;
}

/**
 * One thing that can be wrong with a flow. Of level `import` is what Studio refuses, and that alone: each such finding
 * keeps the flow out of Studio. Of level `policy` is what hurts once the flow runs, or whoever edits it.
 */
export interface Rule {
  /** Such as `G031`. */
  id: string;
  level: 'import' | 'policy';
  severity: 'error' | 'warning' | 'info';
  /** What is right, in a few words. */
  title: string;
  /** What happens otherwise. */
  why: string;
  /** How to mend it. */
  fix: string;
  check(flow: LintedFlow, report: (remark: Remark) => void): void;
}
