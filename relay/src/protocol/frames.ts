import * as v from 'valibot';

const Milliseconds = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/), v.transform(Number))]),
  v.minValue(0),
);

/**
 * What Twilio sends; fields that we do not know are left aside, types that we do not know as well.
 * https://www.twilio.com/docs/voice/conversationrelay/websocket-messages
 */
export const Incoming = v.variant('type', [
  v.object({
    type: v.literal('setup'),
    sessionId: v.string(),
    callSid: v.pipe(v.string(), v.regex(/^CA[0-9a-f]{32}$/)),
    accountSid: v.nullish(v.string(), ''),
    from: v.nullish(v.string(), ''),
    to: v.nullish(v.string(), ''),
    direction: v.nullish(v.string(), ''),
    customParameters: v.nullish(v.record(v.string(), v.string()), {}),
  }),
  v.object({
    type: v.literal('prompt'),
    voicePrompt: v.string(),
    lang: v.pipe(
      v.nullish(v.string()),
      v.transform((tag) => tag ?? undefined),
    ),
    /** False only with partialPrompts: the caller is still speaking. */
    last: v.nullish(v.boolean(), true),
  }),
  v.object({ type: v.literal('dtmf'), digit: v.pipe(v.string(), v.regex(/^[0-9*#A-D]$/)) }),
  v.object({
    type: v.literal('interrupt'),
    utteranceUntilInterrupt: v.nullish(v.string(), ''),
    /** Older documents have it as text. Whatever it is: that the caller interrupts weighs more. */
    durationUntilInterruptMs: v.fallback(v.nullish(Milliseconds, 0), 0),
  }),
  v.object({ type: v.literal('error'), description: v.nullish(v.string(), '') }),
  v.object({ type: v.literal('info'), name: v.string(), value: v.optional(v.unknown()) }),
]);

export type Incoming = v.InferOutput<typeof Incoming>;
export type Setup = Extract<Incoming, { type: 'setup' }>;

/** What we send, exactly: a frame with a fault costs the caller what it would have said (error 64107). */
export type Outgoing =
  | {
      type: 'text';
      token: string;
      last: boolean;
      lang?: string;
      interruptible?: boolean;
      /** May be cut off by the next words of ours. */
      preemptible?: boolean;
    }
  | { type: 'play'; source: string; loop?: number; preemptible?: boolean; interruptible?: boolean }
  | { type: 'sendDigits'; digits: string }
  | { type: 'language'; ttsLanguage?: string; transcriptionLanguage?: string }
  /** `handoffData` is JSON text. */
  | { type: 'end'; handoffData?: string };
