import * as v from 'valibot';
import { parseObject } from '../json/parse-object';
import { HandoffNote } from './handoff-note';
import { shortenText } from './shorten-text';

export interface Salvaged {
  note: HandoffNote;
  /** What was wrong with it, for the log: names of our fields, and nothing that the bot wrote. */
  problem?: string;
}

/** As HandoffNote has them. */
const LIMITS = { reason: 200, topic: 100, summary: 2000 } as const;
const COLLECTED_FIELDS = 20;

/**
 * Reads the JSON text of a note. A customer who asked for a person gets one, whatever the bot has made of the note: what
 * fits of it is kept, texts that are too long are cut, and of what is no JSON nothing is.
 *
 * @param certain what is known without the bot: of a call its channel and its transcript
 */
export function salvageNote(text: string, certain: Pick<HandoffNote, 'channel' | 'transcript'>): Salvaged {
  const given = parseObject(text);
  const whole = v.safeParse(HandoffNote, { ...given, ...certain });
  if (whole.success) return { note: whole.output };
  const fields =
    Object.keys(given).length > 0 ? faulty(whole.issues) : 'it is not the JSON text of an object with fields';
  return { note: { ...piecesOf(given), ...certain }, problem: `HandoffData is not a HandoffNote: ${fields}` };
}

function piecesOf(given: Record<string, unknown>): Omit<HandoffNote, 'channel' | 'transcript'> {
  const { reasonCode, language, sentiment, collected } = HandoffNote.entries;
  const pieces = {
    reason: shortened(given.reason, LIMITS.reason),
    topic: shortened(given.topic, LIMITS.topic),
    language: fitting(language, given.language),
    summary: shortened(given.summary, LIMITS.summary),
    sentiment: fitting(sentiment, given.sentiment),
    collected: fitting(collected, fewerFields(given.collected)),
  };
  return {
    reasonCode: fitting(reasonCode, given.reasonCode) ?? 'bot-cannot-help',
    ...(Object.fromEntries(Object.entries(pieces).filter(([, piece]) => piece !== undefined)) as typeof pieces),
  };
}

function fitting<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> | undefined {
  const read = v.safeParse(schema, value);
  return read.success ? read.output : undefined;
}

function shortened(value: unknown, maximum: number): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? shortenText(value.trim(), maximum) : undefined;
}

function fewerFields(value: unknown): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = Object.entries(value)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && /^[\w-]{1,40}$/.test(entry[0]))
    .map(([name, text]): [string, string] => [name, shortened(text, 200) ?? ''])
    .slice(0, COLLECTED_FIELDS);
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}

const faulty = (issues: readonly v.BaseIssue<unknown>[]) => [...new Set(issues.map(nameOf))].join(', ');

/** Only our own names: others are what a bot has written, and may say who somebody is. */
function nameOf(issue: v.BaseIssue<unknown>): string {
  const [name] = issue.path ?? [];
  if (name === undefined) return 'the whole';
  return Object.hasOwn(HandoffNote.entries, String(name.key)) ? String(name.key) : 'fields of another name';
}
