import type { HandoffNote } from './handoff-note';

/** A Sync document holds 16 KB; beside a note there is room for what else is kept of a hand-off. */
const NOTE_BYTES = 10_000;
/** Characters that go at a time. */
const PIECE = 100;

/** The note as it fits into a Sync document: the last of the collected fields go first, then the end of the summary. */
export function fitNote(note: HandoffNote): HandoffNote {
  let { summary = '', collected } = note;
  const fitted = (): HandoffNote => {
    const { summary: _, collected: __, ...rest } = note;
    return { ...rest, ...(summary && { summary }), ...(collected && { collected }) };
  };
  while (collected && bytesOf(fitted()) > NOTE_BYTES) collected = withoutLast(collected);
  while (summary !== '' && bytesOf(fitted()) > NOTE_BYTES) summary = [...summary].slice(0, -PIECE).join('');
  return fitted();
}

function withoutLast(collected: Record<string, string>): Record<string, string> | undefined {
  const fields = Object.entries(collected).slice(0, -1);
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}

const bytesOf = (value: object) => Buffer.byteLength(JSON.stringify(value));
