import { includes, type RuleKind, readRules } from './rules';

const ada = { sid: 'PA1', identity: 'ada' };
const track = (kind: string, name: string) => ({ sid: `MT-${name}`, kind, name, priority: 'low' });

test.each([
  [
    'the last rule that fits decides',
    [
      { type: 'include', all: true },
      { type: 'exclude', kind: 'video' },
    ],
    [true, false],
  ],
  ['what no rule names is left out', [{ type: 'include', track: 'voice' }], [true, false]],
  ['a publisher is named by identity', [{ type: 'include', publisher: 'ada' }], [true, true]],
  ['a publisher is named by SID', [{ type: 'include', publisher: 'PA1' }], [true, true]],
  ['somebody else is not meant', [{ type: 'include', publisher: 'bob' }], [false, false]],
  ['filters of a rule belong together', [{ type: 'include', publisher: 'ada', kind: 'audio' }], [true, false]],
  ['a track is named by SID', [{ type: 'include', track: 'MT-face' }], [false, true]],
  ['a priority is a filter', [{ type: 'include', priority: 'high' }], [false, false]],
])('%s', (_name, given, expected) => {
  const rules = readRules('subscribe', given);
  expect([track('audio', 'voice'), track('video', 'face')].map((each) => includes(rules, ada, each))).toEqual(expected);
});

const bad: [RuleKind, unknown, number][] = [
  ['recording', [], 53120],
  ['recording', 'all', 53120],
  ['recording', [{ all: true }], 53120],
  ['recording', [{ type: 'include', all: false }], 53120],
  ['recording', [{ type: 'include', all: true, kind: 'audio' }], 53120],
  ['recording', [{ type: 'include', kind: 'data' }], 53120],
  ['recording', [{ type: 'include', priority: 'low' }], 53120],
  ['recording', [{ type: 'include' }], 53120],
  ['subscribe', [null], 53215],
  ['subscribe', [{ type: 'include', kind: 'smell' }], 53215],
  ['subscribe', Array.from({ length: 21 }, () => ({ type: 'include', all: true })), 53215],
];

test.each(bad)('%s rules %j are refused', (kind, value, code) => {
  expect(() => readRules(kind, value)).toThrow(expect.objectContaining({ status: 400, code }));
});
