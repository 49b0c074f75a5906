import * as v from 'valibot';
import { HandoffNote } from './handoff-note';
import { salvageNote } from './salvage-note';

const CERTAIN = { channel: 'voice', transcript: 'call-transcript.CA1' } as const;
const NOTE = {
  reasonCode: 'key-pressed',
  reason: 'Pressed 0',
  topic: 'billing',
  language: 'fr-FR',
  summary: 'A bill is wrong.',
  sentiment: 'neutral',
  collected: { order: '4711' },
} as const;
const salvaged = (given: unknown) => salvageNote(typeof given === 'string' ? given : JSON.stringify(given), CERTAIN);

test('README example: a note is read, and what we know ourselves is not left to the bot', () => {
  const given = { ...NOTE, channel: 'email', transcript: 'handoff-note.somebody-else' };
  expect(salvaged(given)).toEqual({ note: { ...NOTE, ...CERTAIN } });
});

test.each(['', 'Wants a person', '[]', 'null', '42', '"text"', '{"a":', '{}'])(
  'of %j nothing is kept, and an agent is asked',
  (given) => {
    expect(salvaged(given).note).toEqual({ reasonCode: 'bot-cannot-help', ...CERTAIN });
  },
);

test.each<[string, object, object]>([
  ['an unknown reason code', { ...NOTE, reasonCode: 'live-agent-handoff' }, { ...NOTE, reasonCode: 'bot-cannot-help' }],
  ['a field that we do not know', { ...NOTE, callSid: 'CA2', queue: 'VIP' }, NOTE],
  ['a long summary', { ...NOTE, summary: 'x'.repeat(2001) }, { ...NOTE, summary: 'x'.repeat(2000) }],
  [
    'a long reason and topic',
    { ...NOTE, reason: 'r'.repeat(300), topic: 't'.repeat(300) },
    { ...NOTE, reason: 'r'.repeat(200), topic: 't'.repeat(100) },
  ],
  ['an emoji at the end of what fits', { ...NOTE, topic: `${'t'.repeat(99)}😀` }, { ...NOTE, topic: 't'.repeat(99) }],
  [
    'a number for a topic',
    { ...NOTE, topic: 7, language: undefined },
    { ...NOTE, topic: undefined, language: undefined },
  ],
  ['a language that is none', { ...NOTE, language: 'French!' }, { ...NOTE, language: undefined }],
  ['a feeling that is none', { ...NOTE, sentiment: 'furious' }, { ...NOTE, sentiment: undefined }],
  ['fields in fields', { ...NOTE, collected: { order: '4711', basket: { lamp: 1 }, 'two words': 'x' } }, NOTE],
  ['a list for fields', { ...NOTE, collected: [1, 2] }, { ...NOTE, collected: undefined }],
  [
    'too many fields',
    { ...NOTE, collected: Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, 'x'.repeat(300)])) },
    { ...NOTE, collected: Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`f${at}`, 'x'.repeat(200)])) },
  ],
])('%s: the rest is kept', (_, given, expected) => {
  const { note, problem } = salvaged(given);
  expect(note).toEqual({ ...expected, ...CERTAIN });
  expect(problem).toMatch(/^HandoffData is not a HandoffNote: /);
  expect(v.safeParse(HandoffNote, note).success).toBe(true);
});

test('the log names fields, and nothing that stood in them', () => {
  expect(salvaged({ ...NOTE, summary: 'secret'.repeat(1000), topic: 5 }).problem).toBe(
    'HandoffData is not a HandoffNote: topic, summary',
  );
});

test('the log names no field that is not ours: a bot may have made a name of what it was told', () => {
  expect(salvaged({ ...NOTE, 'Ada Lovelace': 'born 1815', topic: 5 }).problem).toBe(
    'HandoffData is not a HandoffNote: topic, fields of another name',
  );
});

test('keys of a prototype are data', () => {
  const { note } = salvaged('{"reasonCode":"no-answer","__proto__":{"summary":"x"},"collected":{"__proto__":"x"}}');
  expect(note.summary).toBeUndefined();
  expect(({} as Record<string, unknown>).summary).toBeUndefined();
});
