import * as v from 'valibot';
import { Incoming } from './frames';

const KNOWN_TYPES: ReadonlySet<unknown> = new Set(Incoming.options.map(({ entries }) => entries.type.literal));

/** A frame that breaks Twilio's own form. */
export interface InvalidFrame {
  type: 'invalid';
  /** Where it is wrong; nothing of what was said. */
  problem: string;
}

/** Undefined: of a type that we do not know, which is no fault. */
export function readFrame(text: string): Incoming | InvalidFrame | undefined {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return { type: 'invalid', problem: 'not JSON' };
  }
  if (typeof frame !== 'object' || frame === null || !('type' in frame)) return { type: 'invalid', problem: 'no type' };
  if (!KNOWN_TYPES.has(frame.type)) return undefined;
  const parsed = v.safeParse(Incoming, frame);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  return { type: 'invalid', problem: `${frame.type}: ${v.getDotPath(issue) ?? 'form'}` };
}
