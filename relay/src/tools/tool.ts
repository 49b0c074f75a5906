import type * as v from 'valibot';
import type { HandoffNote } from '../../../src/lib/handoff-note/handoff-note';

/** What a tool may know of the call. All of it comes from the session, and nothing from the model. */
export interface ToolContext {
  callSid: string;
  from: string;
  to: string;
  /** BCP 47 tag that is spoken now. */
  language: string;
  /** Aborts at the tool's time limit and when the call ends; not when the caller interrupts. */
  signal: AbortSignal;
}

/** A hand-over or an end that a tool asks for takes place when the bot has said its last words. */
export type ToolResult =
  | { kind: 'answer'; text: string }
  | { kind: 'handoff'; note: Omit<HandoffNote, 'channel' | 'transcript'>; text: string }
  | { kind: 'language'; language: string; text: string }
  | { kind: 'end'; text: string };

/** One thing that the bot can do: a file in relay/src/tools/ and a line in all-tools.ts. */
export interface Tool<Schema extends v.GenericSchema<unknown, unknown> = v.GenericSchema<unknown, unknown>> {
  name: string;
  /** For the model: what it does and when to use it. */
  description: string;
  /** Told to the model as JSON Schema, and what the model gives is held against it. */
  input: Schema;
  timeoutMs: number;
  run(input: v.InferOutput<Schema>, context: ToolContext): Promise<ToolResult>;
}
