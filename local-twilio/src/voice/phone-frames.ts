import type { CallStatus } from './call';
import type { Heard } from './line';

/** What the phone is told. */
export type ToPhone =
  | Heard
  | { type: 'ready'; number: string }
  | { type: 'incoming'; from: string }
  | { type: 'status'; status: CallStatus; callSid?: string; reason?: string };

/** What its owner does. */
export type FromPhone =
  | { type: 'dial'; to: string }
  | { type: 'answer' }
  | { type: 'say'; text: string; language?: string; partial?: boolean }
  | { type: 'digits'; digits: string }
  | { type: 'hangUp' };

const LONGEST = 4_000;

/** Undefined: it is none. */
export function readPhoneFrame(text: string): FromPhone | undefined {
  const frame = parsed(text);
  const { type } = frame;
  if (type === 'answer' || type === 'hangUp') return { type };
  if (type === 'dial' && isText(frame.to)) return { type, to: frame.to };
  if (type === 'digits' && isText(frame.digits) && /^[0-9*#]+$/.test(frame.digits))
    return { type, digits: frame.digits };
  if (type !== 'say' || !isText(frame.text)) return undefined;
  const { language, partial } = frame;
  return { type, text: frame.text, ...(isText(language) && { language }), ...(partial === true && { partial }) };
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST;

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
