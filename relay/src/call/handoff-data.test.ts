import * as v from 'valibot';
import { HandoffNote } from '../../../src/lib/handoff-note/handoff-note';
import { handoffData, LONGEST_HANDOFF_DATA } from './handoff-data';

const NOTE: HandoffNote = {
  reasonCode: 'customer-asked',
  reason: 'Wants a refund.',
  language: 'en-US',
  summary: 'The caller wants a refund.',
  channel: 'voice',
  transcript: 'call-transcript.CA1',
};

it('is the note as JSON', () => {
  expect(JSON.parse(handoffData(NOTE))).toEqual(NOTE);
});

it.each([
  ['letters', 'x'.repeat(2_000)],
  ['quotes', '"'.repeat(2_000)],
  ['characters of two units', '🎉'.repeat(1_000)],
  ['control characters', '\u0001'.repeat(2_000)],
])('stays within the limit and valid with a summary of %s', (_, summary) => {
  const collected = Object.fromEntries(
    Array.from({ length: 20 }, (_each, index) => [`field${index}`, 'y'.repeat(100)]),
  );
  const text = handoffData({ ...NOTE, summary, collected });
  expect(text.length).toBeLessThanOrEqual(LONGEST_HANDOFF_DATA);
  expect(v.safeParse(HandoffNote, JSON.parse(text)).success).toBe(true);
  expect(JSON.parse(text)).toMatchObject({ reasonCode: 'customer-asked', transcript: 'call-transcript.CA1' });
});

it('shortens the summary before it drops anything', () => {
  const collected = Object.fromEntries(
    Array.from({ length: 10 }, (_each, index) => [`field${index}`, 'y'.repeat(150)]),
  );
  const note = JSON.parse(handoffData({ ...NOTE, summary: 'x'.repeat(2_000), collected }));
  expect(note.collected).toEqual(collected);
  expect(note.summary).toMatch(/^x{500,}…$/);
});

it('a note that breaks the form still reaches an agent', () => {
  expect(JSON.parse(handoffData({ ...NOTE, topic: 'x'.repeat(500) }))).toEqual({
    reasonCode: 'customer-asked',
    channel: 'voice',
    transcript: 'call-transcript.CA1',
  });
});
