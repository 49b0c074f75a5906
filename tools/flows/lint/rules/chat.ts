import type { Rule } from '../rule';
import { bodyFits, channelOfConversation, waitHasLimit } from './chat/messages';
import { attributesAreJson, attributesFit, taskHasName, taskHasTimeout } from './chat/send-to-flex';

/** Messages, and tasks for agents. */
export const CHAT_RULES: readonly Rule[] = [
  waitHasLimit,
  attributesAreJson,
  taskHasName,
  channelOfConversation,
  taskHasTimeout,
  bodyFits,
  attributesFit,
];
