import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import {
  RELAY_ATTRIBUTES,
  RelaySettingError,
  type RelaySettings,
  readRelaySettings,
} from '../../local-twilio/src/voice/conversation-relay/relay-settings';
import { CommandError } from '../command-error';

const Pattern = v.pipe(
  v.string(),
  v.check(
    (text) => isPattern(text),
    ({ input }) => `"${input}" is no regular expression`,
  ),
);

const Expectation = v.strictObject({
  /** Regular expression, whatever the case, for what was heard since the caller's last step. */
  text: v.optional(Pattern),
  /** Must not be heard meanwhile. */
  not: v.optional(Pattern),
  digits: v.optional(v.string()),
  language: v.optional(v.string()),
  /** Regular expression for the source. */
  play: v.optional(Pattern),
  /** The application ends with handoff data which hold at least this. */
  handoff: v.optional(v.record(v.string(), v.unknown())),
  end: v.optional(v.picklist(['ended', 'completed', 'failed'])),
  /** Milliseconds. */
  within: v.optional(v.pipe(v.number(), v.minValue(1))),
});

const step = <Entries extends v.ObjectEntries>(entries: Entries) => v.strictObject(entries);
const Yes = v.literal(true);

const Step = v.union(
  [
    step({
      say: v.pipe(v.string(), v.nonEmpty()),
      partials: v.optional(v.union([Yes, v.array(v.string())])),
      language: v.optional(v.string()),
      /** Waits until so many words of the application's next answer were heard. */
      interruptAtWord: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    }),
    step({ digit: v.pipe(v.string(), v.regex(/^[0-9*#A-D]$/)) }),
    step({ silence: v.pipe(v.number(), v.minValue(0)) }),
    step({ drop: Yes }),
    step({ hangUp: Yes }),
    step({ expect: Expectation }),
  ],
  'is no step: one of say, digit, silence, drop, hangUp, expect, with what docs/relay-sim.md lists for it',
);

const SCRIPT = v.strictObject({
  name: v.optional(v.string()),
  from: v.optional(v.string()),
  to: v.optional(v.string()),
  /** As <Parameter> elements. */
  parameters: v.optional(v.record(v.string(), v.string())),
  /** Attributes of <ConversationRelay>, as in TwiML; numbers and booleans may be such. */
  settings: v.optional(v.record(v.string(), v.union([v.string(), v.boolean(), v.number()]))),
  limits: v.optional(
    v.strictObject({
      /** Milliseconds from any prompt to the first token. */
      firstToken: v.optional(v.number()),
      /** Milliseconds from any interrupt to `last: true`. */
      interrupt: v.optional(v.number()),
    }),
  ),
  steps: v.pipe(v.array(Step), v.minLength(1)),
});

export type Step = v.InferOutput<typeof Step>;
export type Expectation = v.InferOutput<typeof Expectation>;
export type Script = v.InferOutput<typeof SCRIPT>;

/** @throws CommandError which says what is wrong with the file, and where */
export function readScript(file: string): Script {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`--script ${file} cannot be read: ${(error as Error).message}`);
  }
  const result = v.safeParse(SCRIPT, value);
  if (result.success) return result.output;
  const faults = result.issues.map((issue) => `  ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  throw new CommandError(`${file} is no script for relay-sim:\n${faults.join('\n')}`);
}

/** @throws CommandError which says why it is none */
export function readStep(text: string): Step {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`it is no JSON: ${(error as Error).message}`);
  }
  const result = v.safeParse(Step, value);
  if (result.success) return result.output;
  throw new CommandError(result.issues.map(({ message }) => message).join('; '));
}

/** @throws CommandError */
export function settingsOf(attributes: NonNullable<Script['settings']>): RelaySettings {
  for (const name of Object.keys(attributes)) {
    if (RELAY_ATTRIBUTES.includes(name)) continue;
    const meant = RELAY_ATTRIBUTES.find((known) => known.toLowerCase() === name.toLowerCase());
    const hint = meant ? `; ${meant} is` : '';
    throw new CommandError(`settings: ${name} is no attribute of <ConversationRelay>${hint}`);
  }
  try {
    return readRelaySettings(
      Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)])),
    );
  } catch (error) {
    throw error instanceof RelaySettingError ? new CommandError(`settings: ${error.message}`) : error;
  }
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
