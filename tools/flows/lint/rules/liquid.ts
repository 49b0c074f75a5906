import type { Rule } from '../rule';
import { objectsArePrintedAsJson, toJsonIsNotQuoted, userTextIsEscaped } from './liquid/json-variables';
import { memberExists, rootExists, variableHasPlainName, variableIsSet } from './liquid/known-variables';
import { conditionsTestTheInput, queryIsEncoded } from './liquid/other-texts';
import { onlyStudioLiquid, plainExpressions, templateParses } from './liquid/syntax';
import { triggerFilledIn } from './liquid/trigger-variables';
import { outputExists, widgetExists, widgetRanBefore } from './liquid/widget-variables';

/** What is filled in when a widget runs. */
export const LIQUID_RULES: readonly Rule[] = [
  templateParses,
  onlyStudioLiquid,
  widgetExists,
  widgetRanBefore,
  variableIsSet,
  triggerFilledIn,
  outputExists,
  rootExists,
  plainExpressions,
  userTextIsEscaped,
  queryIsEncoded,
  conditionsTestTheInput,
  variableHasPlainName,
  memberExists,
  toJsonIsNotQuoted,
  objectsArePrintedAsJson,
];
