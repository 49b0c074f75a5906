import * as v from 'valibot';
import { HandoffNote } from '../../../src/lib/handoff-note/handoff-note';
import type { SavedCall } from './call-store';
import { fitCall } from './fit-call';

/** Below the 16 KiB of a Sync Document (error 54006), with room for what Sync counts beside our text. */
export const MAXIMUM_DOCUMENT_BYTES = 14 * 1024;

const ToolCall = v.object({ id: v.string(), name: v.string(), arguments: v.string() });
const Message = v.variant('role', [
  v.object({ role: v.literal('system'), content: v.string() }),
  v.object({ role: v.literal('user'), content: v.string() }),
  v.object({ role: v.literal('assistant'), content: v.string(), toolCalls: v.optional(v.array(ToolCall)) }),
  v.object({ role: v.literal('tool'), toolCallId: v.string(), content: v.string() }),
]);
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A note that is not valid must cost neither the history nor the hand-over. */
const ANY_NOTE: HandoffNote = { reasonCode: 'customer-asked', channel: 'voice' };

/** What stands in the document `call.<CallSid>`. */
const SavedDocument = v.object({
  /** Milliseconds since 1970 at which the relay gave it to the store. */
  savedAt: v.number(),
  call: v.object({
    history: v.array(Message),
    language: v.string(),
    turns: Count,
    tokens: Count,
    toolCalls: Count,
    beganAt: v.string(),
    connections: v.optional(Count),
    sessionId: v.optional(v.string()),
    ended: v.optional(v.boolean()),
    unheard: v.optional(v.object({ at: v.string(), who: v.picklist(['caller', 'bot']), text: v.string() })),
    isCutOff: v.optional(v.boolean()),
    handingOver: v.optional(v.fallback(HandoffNote, ANY_NOTE)),
  }),
});

export type SavedDocument = v.InferOutput<typeof SavedDocument>;

/** Undefined: another version of the relay wrote it, or somebody else did. */
export function readSavedDocument(data: unknown): SavedDocument | undefined {
  const parsed = v.safeParse(SavedDocument, data);
  return parsed.success ? parsed.output : undefined;
}

export function toSavedDocument(call: SavedCall, savedAt: number): SavedDocument {
  const envelope = Buffer.byteLength(JSON.stringify({ savedAt, call: 0 }));
  return { savedAt, call: fitCall(call, MAXIMUM_DOCUMENT_BYTES - envelope) };
}

/**
 * Of two instances that hold a call, the one with the later connection is right, however late the other one notices that
 * its own was lost; of two states of the same connection, the later one.
 */
export const isAtLeastAsNew = (one: SavedDocument, other: SavedDocument): boolean =>
  ((one.call.connections ?? 0) - (other.call.connections ?? 0) || one.savedAt - other.savedAt) >= 0;
