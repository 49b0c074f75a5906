import type { Rule } from '../rule';
import { CONDITION_RULES } from './import/conditions';
import { CONTENT_RULES } from './import/contents';
import { ENVELOPE_RULES } from './import/envelope';
import { PROPERTY_RULES } from './import/properties';
import { WIDGET_RULES } from './import/widgets';

/**
 * The form of a flow. Most of it Studio looks at when a flow is imported, and refuses; what it only ignores or draws
 * badly is of level policy. https://www.twilio.com/docs/studio/rest-api/v2/flow-validate
 */
export const IMPORT_RULES: readonly Rule[] = [
  ...ENVELOPE_RULES,
  ...WIDGET_RULES,
  ...PROPERTY_RULES,
  ...CONDITION_RULES,
  ...CONTENT_RULES,
];
