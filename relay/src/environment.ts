import * as v from 'valibot';

const secret = v.pipe(v.string(), v.minLength(32, 'must have at least 32 characters'));
const sid = (prefix: string) =>
  v.pipe(v.string(), v.regex(new RegExp(`^${prefix}[0-9a-f]{32}$`), `must be ${prefix} and 32 hexadecimal digits`));
const whole = (minimum: number, maximum: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, 'must be a whole number'),
    v.transform(Number),
    v.minValue(minimum, `must be at least ${minimum}`),
    v.maxValue(maximum, `must be at most ${maximum}`),
  );
const url = (schemes: RegExp, example: string) =>
  v.pipe(
    v.string(),
    v.check((text) => URL.canParse(text) && schemes.test(text), `must be an address such as ${example}`),
  );
const tag = v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'must be a language such as en-US'));
const yesOrNo = v.pipe(
  v.picklist(['true', 'false'], 'must be true or false'),
  v.transform((text) => text === 'true'),
);
/** Number in seconds, used in milliseconds. */
const seconds = (minimum: number, maximum: number) =>
  v.pipe(
    whole(minimum, maximum),
    v.transform((count) => count * 1000),
  );

/** The relay's environment, docs/relay.md; the caps are those of settings.ts where none is given. */
const Environment = v.object({
  PORT: v.optional(whole(0, 65_535), '8080'),
  HOST: v.optional(v.string()),
  RELAY_URL: url(/^wss?:\/\//, 'wss://relay.example/relay, the same as the Functions have'),
  TWILIO_AUTH_TOKEN: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'must be the 32 hexadecimal digits of the Console')),
  RELAY_SECRET: secret,
  MODEL_URL: v.optional(url(/^https?:\/\//, 'https://api.openai.com/v1')),
  MODEL_API_KEY: v.optional(v.string()),
  MODEL_NAME: v.optional(v.string()),
  INSTRUCTIONS: v.optional(v.string()),
  GREETING: v.optional(v.string()),
  LANGUAGE: v.optional(tag),
  LANGUAGES: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split(',').map((each) => each.trim())),
      v.array(tag),
    ),
  ),
  ACCOUNT_SID: v.optional(sid('AC')),
  TWILIO_API_KEY: v.optional(sid('SK')),
  TWILIO_API_SECRET: v.optional(v.string()),
  SYNC_SERVICE_SID: v.optional(sid('IS')),
  STATE_TTL_SECONDS: v.optional(whole(60, 31_536_000), '86400'),
  MAX_CALLS: v.optional(whole(1, 100_000)),
  MAX_CALL_SECONDS: v.optional(seconds(10, 14_400)),
  MAX_TOKENS: v.optional(whole(1_000, 100_000_000)),
  MAX_TOOL_CALLS: v.optional(whole(0, 10_000)),
  MAX_ANSWER_TOKENS: v.optional(whole(16, 10_000)),
  SILENCE_SECONDS: v.optional(seconds(0, 300)),
  DRAIN_SECONDS: v.optional(seconds(0, 86_400)),
  SAY_RESUMED: v.optional(yesOrNo),
  LOG_WORDS: v.optional(yesOrNo),
});

export type Environment = v.InferOutput<typeof Environment>;

/** Whoever starts the relay can mend it: the message is all that they need. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

const WHERE: Readonly<Record<string, string>> = {
  RELAY_URL: 'the address that Twilio reaches this relay at, as the TwiML says it: wss://relay.example/relay',
  TWILIO_AUTH_TOKEN: 'Console → Account Info → Auth Token',
  RELAY_SECRET: 'the RELAY_SECRET of the Functions; a new one: openssl rand -base64 32, then set it in both places',
};
const SYNC = ['ACCOUNT_SID', 'TWILIO_API_KEY', 'TWILIO_API_SECRET', 'SYNC_SERVICE_SID'] as const;

/** @throws EnvironmentError that names all that is missing or wrong, and where to find it */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const parsed = v.safeParse(Environment, given);
  const problems = parsed.success ? together(parsed.output) : parsed.issues.map((issue) => problemOf(issue));
  if (!parsed.success || problems.length > 0)
    throw new EnvironmentError(`The relay cannot start:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  return parsed.output;
}

/** What makes sense only together. */
function together(environment: Environment): string[] {
  const problems: string[] = [];
  if (!new URL(environment.RELAY_URL).pathname.endsWith('/relay'))
    problems.push('RELAY_URL must end in /relay, such as wss://relay.example/relay: the relay answers no other path');
  if (environment.MODEL_URL && !environment.MODEL_NAME)
    problems.push('MODEL_NAME is missing: the name of the model behind MODEL_URL');
  const missing = SYNC.filter((name) => environment[name] === undefined);
  if (missing.length > 0 && missing.length < SYNC.length)
    problems.push(
      `${missing.join(', ')} missing: calls are kept in Sync with all four of ${SYNC.join(', ')}, or in memory with none`,
    );
  return problems;
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const name = v.getDotPath(issue) ?? '';
  if (issue.received === 'undefined') return `${name} is missing: ${WHERE[name] ?? 'see docs/relay.md'}`;
  return `${name} ${issue.message}`;
}
