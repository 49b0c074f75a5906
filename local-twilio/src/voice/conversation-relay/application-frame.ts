import * as v from 'valibot';

const Language = v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$|^multi$/, 'is no language tag'));

const HttpUrl = v.pipe(v.string(), v.regex(/^https?:\/\/[^\s/]+/, 'is no http or https URL'));

/** 1,000 stands for endless in <Play>. */
const Loop = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));

const handoffData = v.pipe(v.string('must be text: JSON.stringify the object'));

/**
 * What an application may send, exactly: what Twilio's documents do not name is refused here.
 * https://www.twilio.com/docs/voice/conversationrelay/websocket-messages
 */
export const ApplicationFrame = v.variant('type', [
  v.strictObject({
    type: v.literal('text'),
    token: v.string(),
    last: v.optional(v.boolean()),
    lang: v.optional(Language),
    interruptible: v.optional(v.boolean()),
    preemptible: v.optional(v.boolean()),
  }),
  v.strictObject({
    type: v.literal('play'),
    source: HttpUrl,
    loop: v.optional(Loop),
    interruptible: v.optional(v.boolean()),
    preemptible: v.optional(v.boolean()),
  }),
  v.strictObject({
    type: v.literal('sendDigits'),
    digits: v.pipe(v.string(), v.regex(/^[0-9*#wW]+$/, 'may hold 0-9, *, # and w')),
  }),
  v.pipe(
    v.strictObject({
      type: v.literal('language'),
      ttsLanguage: v.optional(Language),
      transcriptionLanguage: v.optional(Language),
    }),
    v.check(
      ({ ttsLanguage, transcriptionLanguage }) => Boolean(ttsLanguage ?? transcriptionLanguage),
      'needs ttsLanguage or transcriptionLanguage',
    ),
  ),
  v.strictObject({ type: v.literal('end'), handoffData: v.optional(handoffData) }),
  // Of October 2026; their fields are not known here, so nothing of them is checked and they change nothing.
  v.looseObject({ type: v.literal('config') }),
  v.looseObject({ type: v.literal('hints') }),
]);

export type ApplicationFrame = v.InferOutput<typeof ApplicationFrame>;
export type TextFrame = Extract<ApplicationFrame, { type: 'text' }>;
export type PlayFrame = Extract<ApplicationFrame, { type: 'play' }>;

export type ReadFrame = { frame: ApplicationFrame } | { fault: string };

/** A message from the application, or what is wrong with it, in words for whoever wrote the application. */
export function readApplicationFrame(message: string): ReadFrame {
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    return { fault: 'is not JSON' };
  }
  const result = v.safeParse(ApplicationFrame, value);
  if (result.success) return { frame: result.output };
  return {
    fault: result.issues.map((issue) => [v.getDotPath(issue), issue.message].filter(Boolean).join(': ')).join('; '),
  };
}
