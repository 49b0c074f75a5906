import { flowOn, split, widget } from '../build-flow';
import type { RuleCase } from '../rule-case';

const named = (...names: string[]) => flowOn('incomingCall', ...names.map((name) => widget(name, 'say-play')));
const comparing = (type: string, value: string) =>
  flowOn('incomingCall', split('which', undefined, [undefined, type, value]));

/** Flows that are hard to read. */
export const HYGIENE_CASES: readonly RuleCase[] = [
  {
    rule: 'H120',
    about: 'names that the canvas gave',
    breaks: named('say_play_1', 'welcome', 'http_12', 'Send_Message_2'),
    states: ['say_play_1', 'http_12', 'Send_Message_2'],
    keeps: named('split', 'welcome_1', 'ask_2', 'say_play_again'),
  },
  ...[undefined, '', ' ', 'A New Flow'].map((description) => ({
    rule: 'H121',
    about: `description ${JSON.stringify(description)}`,
    breaks: { ...named('welcome'), description },
    states: [null],
    keeps: { ...named('welcome'), description: 'A New Flow for callers' },
  })),
  ...[' yes', 'yes ', 'yes\n'].map((value) => ({
    rule: 'H124',
    about: JSON.stringify(value),
    breaks: comparing('equal_to', value),
    states: ['which'],
    keeps: comparing('equal_to', 'yes, no'),
  })),
  {
    rule: 'H124',
    about: 'blanks that are meant',
    breaks: comparing('matches_any_of', 'a, b '),
    states: ['which'],
    keeps: comparing('regex', 'a '),
  },
];
