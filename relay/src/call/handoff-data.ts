import * as v from 'valibot';
import { HandoffNote } from '../../../src/lib/handoff-note/handoff-note';

/** Twilio puts it into the action's request and Studio into its context; it must stay small there. */
export const LONGEST_HANDOFF_DATA = 3_000;
const LONGEST_SUMMARY_LEFT = 300;

/** The note as `end` carries it: valid, and never longer than 3,000 characters; what weighs most and matters least goes first. */
export function handoffData(note: HandoffNote): string {
  const valid = v.safeParse(HandoffNote, note);
  const { reasonCode, channel, transcript } = note;
  const smaller: HandoffNote[] = valid.success ? steps(valid.output) : [{ reasonCode, channel, transcript }];
  return smaller.map((each) => JSON.stringify(each)).find((text) => text.length <= LONGEST_HANDOFF_DATA) ?? '{}';
}

function steps(note: HandoffNote): HandoffNote[] {
  const { summary = '', collected, ...rest } = note;
  const excess = JSON.stringify(note).length - LONGEST_HANDOFF_DATA;
  // A quote or a line break takes two characters, a control character six: half of what is left may still be too long.
  const lengths = [summary.length - excess - 1, (summary.length - excess) / 2, LONGEST_SUMMARY_LEFT];
  const { reasonCode, reason, language, channel, transcript } = note;
  return [
    note,
    ...lengths
      .map((length) => Math.floor(length))
      .filter((length) => length >= LONGEST_SUMMARY_LEFT && length < summary.length)
      .map((length) => ({ ...note, summary: shortened(summary, length) })),
    { ...rest, summary: shortened(summary, LONGEST_SUMMARY_LEFT) },
    { reasonCode, reason, language, channel, transcript },
    { reasonCode, channel, transcript },
  ];
}

const shortened = (text: string, length: number): string | undefined =>
  text === ''
    ? undefined
    : text.length <= length
      ? text
      : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
