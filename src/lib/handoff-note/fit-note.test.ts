import { fitNote } from './fit-note';
import type { HandoffNote } from './handoff-note';

const bytes = (note: HandoffNote) => Buffer.byteLength(JSON.stringify(note));
const fields = (text: string, count = 20) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`field-${at}`, text]));

test('README example: what fits stays as it is', () => {
  const note: HandoffNote = {
    reasonCode: 'customer-asked',
    summary: 's'.repeat(2000),
    collected: fields('x'.repeat(200)),
    channel: 'voice',
    transcript: 'call-transcript.CA1',
  };
  expect(fitNote(note)).toEqual(note);
});

test.each([
  ['letters of three bytes', '字'],
  ['emoji', '😀'],
  ['control characters, which JSON makes six', '\u0000'],
])('%s: never more than 10,000 bytes; fields go before the summary', (_, character) => {
  const note: HandoffNote = {
    reasonCode: 'customer-asked',
    reason: character.repeat(200 / character.length),
    topic: character.repeat(100 / character.length),
    summary: character.repeat(2000 / character.length),
    collected: fields(character.repeat(200 / character.length)),
    channel: 'voice',
  };
  const fitted = fitNote(note);
  expect(bytes(fitted)).toBeLessThanOrEqual(10_000);
  expect(fitted).toMatchObject({ reasonCode: 'customer-asked', reason: note.reason, topic: note.topic });
  expect(note.summary?.startsWith(fitted.summary ?? 'nothing')).toBe(true);
  if (fitted.summary !== note.summary) expect(fitted.collected).toBeUndefined();
  expect(Object.keys(fitted.collected ?? {})).toEqual(
    Object.keys(note.collected ?? {}).slice(0, Object.keys(fitted.collected ?? {}).length),
  );
});
