import { statSync } from 'node:fs';
import path from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { AccountSeed } from './account/account';
import type { LocalTwilioOptions } from './local-twilio';

interface Flag {
  /** What stands behind the flag. */
  value: string;
  what: string;
}

const FLAGS: Record<string, Flag> = {
  port: { value: 'PORT', what: 'the port on 127.0.0.1' },
  'functions-url': { value: 'URL', what: 'where run-function calls go; without it the widget takes "fail"' },
  flows: { value: 'DIR', what: 'the folder of flow files and names.json' },
  'token-expiry-warning': { value: 'SECONDS', what: 'so long before expiry an SDK is told (default 180)' },
  seed: { value: 'new-flex', what: 'an account on its first day: only what Flex makes by itself' },
  latency: { value: 'MS', what: 'added to each REST call, not to sockets' },
  speed: { value: 'N', what: 'timers run N times faster' },
};

export const FLAGS_HELP = Object.entries(FLAGS)
  .map(([name, { value, what }]) => `  ${`--${name} ${value}`.padEnd(32)}${what}`)
  .join('\n');

/** A flag that is unknown or has no usable value; the message is for the person at the terminal. */
export class FlagError extends Error {}

export type LocalTwilioFlags = Pick<
  LocalTwilioOptions,
  'port' | 'functionsUrl' | 'flowsFolder' | 'tokenExpiryWarning' | 'seed' | 'latencyMs' | 'speed'
>;

/** @throws FlagError */
export function parseFlags(args: string[]): LocalTwilioFlags {
  const values = parse(args);
  return {
    port: wholeNumber('port', values.port, 65_535),
    functionsUrl: url('functions-url', values['functions-url']),
    flowsFolder: folder('flows', values.flows),
    tokenExpiryWarning: wholeNumber('token-expiry-warning', values['token-expiry-warning']),
    seed: seed(values.seed),
    latencyMs: wholeNumber('latency', values.latency),
    speed: speed(values.speed),
  };
}

function parse(args: string[]): Record<string, string | undefined> {
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    Object.keys(FLAGS).map((name) => [name, { type: 'string' }]),
  );
  try {
    return parseArgs({ args, options, strict: true }).values as Record<string, string | undefined>;
  } catch (error) {
    throw new FlagError(`${(error as Error).message.split('. ')[0]}. There are:\n${FLAGS_HELP}`);
  }
}

function wholeNumber(name: string, text: string | undefined, maximum = Number.MAX_SAFE_INTEGER): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) > maximum)
    throw new FlagError(`--${name} takes a whole number, not "${text}"`);
  return Number(text);
}

function seed(text: string | undefined): AccountSeed | undefined {
  if (text === undefined || text === 'ready' || text === 'new-flex') return text;
  throw new FlagError(`--seed takes ready or new-flex, not "${text}"`);
}

function speed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!(Number(text) > 0)) throw new FlagError(`--speed takes a number above 0, not "${text}"`);
  return Number(text);
}

function folder(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const absolute = path.resolve(text);
  if (!statSync(absolute, { throwIfNoEntry: false })?.isDirectory())
    throw new FlagError(`--${name}: there is no folder ${absolute}`);
  return absolute;
}

function url(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new FlagError(`--${name} takes a URL such as http://127.0.0.1:3000`);
  return new URL(text).origin;
}
