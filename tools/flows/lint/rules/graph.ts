import type { Rule } from '../rule';
import { TRIGGER_RULES } from './graph/triggers';
import { WAY_RULES } from './graph/ways';

/** The ways through a flow. */
export const GRAPH_RULES: readonly Rule[] = [...WAY_RULES, ...TRIGGER_RULES];
