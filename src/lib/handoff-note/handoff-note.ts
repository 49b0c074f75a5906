import * as v from 'valibot';

const text = (maximum: number) => v.pipe(v.string(), v.trim(), v.maxLength(maximum));

/** Why a person is asked; workflows may match it. */
export const REASON_CODES = [
  'customer-asked',
  'bot-cannot-help',
  'bot-failed',
  'no-answer',
  'key-pressed',
  'call-limit',
] as const;

/**
 * What a bot tells the agent to whom it hands a customer over: the same for a chat bot, a voice bot and an assistant.
 * Beside `transcript` nothing of it may be needed to serve the customer; docs/handoff-note.md says what may stand in it.
 */
export const HandoffNote = v.strictObject({
  reasonCode: v.picklist(REASON_CODES),
  /** In words, for the agent. */
  reason: v.optional(text(200)),
  /** A word or two; workflows may match it. */
  topic: v.optional(text(100)),
  /** BCP 47 tag of the language that is spoken. */
  language: v.optional(v.pipe(v.string(), v.maxLength(35), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/))),
  /** What was said so far, in a few sentences. */
  summary: v.optional(text(2000)),
  sentiment: v.optional(v.picklist(['positive', 'neutral', 'negative'])),
  /** What the bot has asked for and been told, such as an order number. */
  collected: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/)), text(200)),
      v.maxEntries(20, 'must have at most 20 fields'),
    ),
  ),
  channel: v.picklist(['voice', 'web', 'chat', 'sms', 'whatsapp', 'messenger', 'email']),
  /** Sync List of the server-only Sync Service, an item for each line: { at, who, text }. */
  transcript: v.optional(v.pipe(v.string(), v.regex(/^[\w.-]{1,120}$/))),
});

export type HandoffNote = v.InferOutput<typeof HandoffNote>;
