import { flowOn, split, widget } from '../build-flow';
import type { RuleCase } from '../rule-case';

const one = (type: string, properties: Record<string, unknown>, next = {}) =>
  flowOn('incomingCall', widget('it', type, next, properties));
const gather = (next: Record<string, string>) => widget('menu', 'gather-input-on-call', next);
const sorry = (next: string) => widget('sorry', 'say-play', { audioComplete: next });
const count = (next: string) =>
  widget(
    'count',
    'set-variables',
    { next },
    { variables: [{ key: 'rounds', value: '{{flow.variables.rounds | plus: 1}}' }] },
  );
const bye = widget('bye', 'say-play');

/** Flows that a caller would not like. */
export const VOICE_CASES: readonly RuleCase[] = [
  {
    rule: 'V090',
    about: 'say without a voice, in both widgets that speak',
    breaks: flowOn(
      'incomingCall',
      widget('it', 'say-play', {}, { voice: undefined }),
      widget('menu', 'gather-input-on-call', {}, { voice: '' }),
    ),
    states: ['it', 'menu'],
    keeps: flowOn(
      'incomingCall',
      widget('it', 'say-play'),
      widget('play', 'say-play', {}, { say: undefined, play: 'https://a.io/a.mp3', voice: undefined }),
    ),
  },
  ...['alice', 'man', 'Woman'].map((voice) => ({
    rule: 'V091',
    about: voice,
    breaks: one('say-play', { voice }),
    states: ['it'],
    keeps: one('say-play', { voice: 'Polly.Amy' }),
  })),
  {
    rule: 'V092',
    about: 'no timeout',
    breaks: one('gather-input-on-call', { timeout: undefined }),
    states: ['it'],
    keeps: one('gather-input-on-call', { timeout: 0 }),
  },
  {
    rule: 'V093',
    about: 'silence asks again at once',
    breaks: flowOn('incomingCall', gather({ timeout: 'menu' })),
    states: ['menu'],
    keeps: flowOn('incomingCall', gather({ timeout: 'bye' }), bye),
  },
  {
    rule: 'V093',
    about: 'silence asks again after some words',
    breaks: flowOn('incomingCall', gather({ timeout: 'sorry' }), sorry('menu')),
    states: ['menu'],
    keeps: flowOn('incomingCall', gather({ timeout: 'count' }), count('sorry'), sorry('menu')),
  },
  {
    rule: 'V093',
    about: 'nonsense asks again, what was chosen may be said again',
    breaks: flowOn(
      'incomingCall',
      gather({ keypress: 'which' }),
      split('which', 'sorry', ['bye', 'equal_to', '1']),
      sorry('menu'),
      bye,
    ),
    states: ['menu'],
    keeps: flowOn('incomingCall', gather({ keypress: 'which' }), split('which', 'bye', ['menu', 'equal_to', '9']), bye),
  },
  {
    rule: 'V093',
    about: 'two questions that hand silence to each other',
    breaks: flowOn(
      'incomingCall',
      gather({ timeout: 'again' }),
      widget('again', 'gather-input-on-call', { timeout: 'menu', keypress: 'bye' }),
      bye,
    ),
    states: ['menu', 'again'],
    keeps: flowOn(
      'incomingCall',
      gather({ timeout: 'again' }),
      widget('again', 'gather-input-on-call', { keypress: 'menu', timeout: 'bye' }),
      bye,
    ),
  },
  {
    rule: 'V094',
    about: 'no timeout, a conference apart',
    breaks: one('connect-call-to', { timeout: undefined }),
    states: ['it'],
    keeps: one('connect-call-to', { timeout: undefined, noun: 'conference' }),
  },
  {
    rule: 'V096',
    about: 'no max_length',
    breaks: one('record-voicemail', { max_length: undefined }),
    states: ['it'],
    keeps: one('record-voicemail', { max_length: 120 }),
  },
  {
    rule: 'V097',
    about: 'speech leads on',
    breaks: one('gather-input-on-call', { gather_language: undefined }, { speech: 'it' }),
    states: ['it'],
    keeps: one('gather-input-on-call', { gather_language: undefined }, { keypress: 'it' }),
  },
];
