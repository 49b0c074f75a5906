import { flowOn, widget } from '../testing/build-flow';
import { CHAT_CASES } from '../testing/cases/chat-cases';
import { expectRuleCase, findingsOf } from '../testing/try-rule';
import { CHAT_RULES } from './chat';

const flex = (attributes: string) =>
  flowOn('incomingConversationMessage', widget('flex', 'send-to-flex', {}, { attributes }));

test.each(CHAT_CASES)('$rule: $about', expectRuleCase);

test('every rule has a flow that breaks it', () => {
  expect(new Set(CHAT_CASES.map(({ rule }) => rule))).toEqual(new Set(CHAT_RULES.map(({ id }) => id)));
});

test('broken JSON is told by its place, not by what is written there', () => {
  const [finding] = findingsOf('M101', flex('{\n  "secret": "abc"\n  "b": 1\n}'));
  expect(finding?.message).toBe('attributes are no JSON object: line 3 has "\\"" where JSON expects something else');
});
