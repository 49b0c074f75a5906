import { Documents } from '../state/documents';
import type { TwilioParts } from '../twilio/twilio';
import type { HandoffNote } from './handoff-note';

/** What a call's bot told, as it is kept for the agent. */
export interface KeptNote {
  note: HandoffNote;
  /** The session at the relay (VX…) that ended with it; empty where none is known. */
  sessionId: string;
}

export type NoteRecords = Documents<KeptNote>;

/** One Sync document for each call. */
export const noteRecords = (sync: TwilioParts['sync'], days: number, now: () => number): NoteRecords =>
  new Documents<KeptNote>(sync, (callSid) => `handoff-note.${callSid}`, days * 24 * 3600, now);

/** The list to which the relay writes what was said. */
export const transcriptOf = (callSid: string) => `call-transcript.${callSid}`;
