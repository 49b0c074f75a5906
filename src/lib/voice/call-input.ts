import * as v from 'valibot';

/** Twilio signs what it sends, and a caller waits: what is odd is read as nothing, and never refused. */
const text = (maximum: number) => v.fallback(v.pipe(v.string(), v.trim(), v.maxLength(maximum)), '');
const attempt = v.fallback(
  v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number))]),
    v.integer(),
    v.minValue(0),
    v.maxValue(999),
  ),
  0,
);

/** What is known of a call in each request about it. https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application */
const Call = {
  CallSid: v.fallback(v.pipe(v.string(), v.regex(/^CA[0-9a-fA-F]{32}$/)), ''),
  From: text(256),
  To: text(256),
  /** Of our own, in the address: which site is called, where the number does not say it. */
  site: v.fallback(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)), ''),
  /** How many sessions of this call at the relay were lost already. */
  attempt,
};

export const RelayTwimlInput = v.object({
  ...Call,
  /** The flow (FW…) to which the call returns; absent: /agent-handoff is asked. */
  flow: v.fallback(v.pipe(v.string(), v.regex(/^FW[0-9a-fA-F]{32}$/)), ''),
  /** In which it begins: a BCP 47 tag. */
  language: text(35),
  /** `studio`: the answer is JSON, for a widget that writes the TwiML itself. */
  from: text(16),
});

export type RelayTwimlInput = v.InferOutput<typeof RelayTwimlInput>;

export const AgentHandoffInput = v.object({
  ...Call,
  /** `studio`: the answer is JSON for a flow. */
  from: text(16),
  CallStatus: text(32),
  SessionId: text(64),
  SessionStatus: text(32),
  ErrorCode: text(16),
  /**
   * Of our own, in the address: `queue` when nobody waits for an agent any more, `offer` when the caller was asked whether
   * to call them back.
   */
  after: text(16),
  /** What the caller pressed, or said. */
  Digits: text(16),
  SpeechResult: text(500),
  /** Why it has. */
  QueueResult: text(64),
  /** Of our own, in the address: in which the call began, or went on; a BCP 47 tag. */
  language: text(35),
  /** JSON text of a HandoffNote; of whatever else came, that something did. */
  HandoffData: v.optional(
    v.pipe(
      v.unknown(),
      v.transform((given) => (typeof given === 'string' ? given : String(JSON.stringify(given)))),
    ),
    '',
  ),
});

export type AgentHandoffInput = v.InferOutput<typeof AgentHandoffInput>;
