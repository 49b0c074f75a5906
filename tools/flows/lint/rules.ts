import type { Rule } from './rule';
import { ACCOUNT_RULES } from './rules/account';
import { CHAT_RULES } from './rules/chat';
import { FAILURE_RULES } from './rules/failures';
import { GRAPH_RULES } from './rules/graph';
import { HTTP_RULES } from './rules/http';
import { HYGIENE_RULES } from './rules/hygiene';
import { IMPORT_RULES } from './rules/import';
import { LIQUID_RULES } from './rules/liquid';
import { VERSION_RULES } from './rules/version';
import { VOICE_RULES } from './rules/voice';

/** Every rule, in the order in which findings are told. */
export const RULES: readonly Rule[] = [
  ...IMPORT_RULES,
  ...GRAPH_RULES,
  ...FAILURE_RULES,
  ...LIQUID_RULES,
  ...ACCOUNT_RULES,
  ...VOICE_RULES,
  ...CHAT_RULES,
  ...HTTP_RULES,
  ...HYGIENE_RULES,
  ...VERSION_RULES,
];
