import type { Rule } from '../rule';
import { TOLD_APART_RULES } from './failures/told-apart';
import { UNWIRED_RULES } from './failures/unwired';

/** What happens when something goes wrong on the way. */
export const FAILURE_RULES: readonly Rule[] = [...UNWIRED_RULES, ...TOLD_APART_RULES];
