import { flowOn, split, widget } from '../testing/build-flow';
import { VOICE_CASES } from '../testing/cases/voice-cases';
import { expectRuleCase, findingsOf } from '../testing/try-rule';
import { VOICE_RULES } from './voice';

const gather = (next: Record<string, string>) => widget('menu', 'gather-input-on-call', next);

test.each(VOICE_CASES)('$rule: $about', expectRuleCase);

test('every rule has a flow that breaks it', () => {
  expect(new Set(VOICE_CASES.map(({ rule }) => rule))).toEqual(new Set(VOICE_RULES.map(({ id }) => id)));
});

test('a question that is repeated for ever says after which event', () => {
  const flow = flowOn('incomingCall', gather({ timeout: 'menu', keypress: 'which' }), split('which', 'menu'));
  expect(findingsOf('V093', flow).map(({ message }) => message)).toEqual([
    'After timeout, keypress it asks again, and nothing counts how often',
  ]);
});
