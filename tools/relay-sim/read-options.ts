import { parseArgs } from 'node:util';
import { CommandError } from '../command-error';
import { readArguments } from '../flows/read-arguments';

export const USAGE = `npm run relay-sim -- --url URL [--script FILE]

Plays Twilio's side of ConversationRelay against a WebSocket server: a phone call without a phone. docs/relay-sim.md

  --url URL              ws:// or wss:// address of the server
  --auth-token TOKEN     signs the upgrade as Twilio does (X-Twilio-Signature)
  --signed-url URL       what the signature is made of: the address as it stands in the TwiML; --url when absent
  --secret SECRET        RELAY_SECRET of this project's relay: mints the parameter "pass"
  --param NAME=VALUE     a <Parameter>; may be repeated
  --set NAME=VALUE       an attribute of <ConversationRelay>, such as dtmfDetection=true; may be repeated
  --wpm NUMBER           words a minute of both sides; 180 when absent, 0: everything at once
  --script FILE          plays the steps of a JSON file, and ends with 1 when something was not as it says
  --json                 prints one JSON object at the end, and nothing else

Without a script you are the caller. What you type is said; it interrupts while the application speaks.
  /0 … /9 /* /#  a key      /wait 5  says nothing for 5 seconds
  /drop          loses the socket      /hangup  ends the call
  { "say": "No, wait", "interruptAtWord": 4 }   any step of a script`;

const OPTIONS = {
  url: { type: 'string' },
  'auth-token': { type: 'string' },
  'signed-url': { type: 'string' },
  secret: { type: 'string' },
  param: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  wpm: { type: 'string' },
  script: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface SimOptions {
  url: string;
  signedUrl?: string;
  authToken?: string;
  secret?: string;
  parameters: Record<string, string>;
  attributes: Record<string, string>;
  wordsPerMinute: number;
  script?: string;
  json: boolean;
}

/** Or the exit status, when the usage was printed instead. @throws CommandError */
export function readOptions(args: string[]): SimOptions | number {
  const read = readArguments(USAGE, { from: 0, to: 0 }, () =>
    parseArgs({ args, allowPositionals: true, options: OPTIONS }),
  );
  if (typeof read === 'number') return read;
  const { values } = read;
  if (values.url === undefined)
    throw new CommandError(`--url is missing, such as ws://127.0.0.1:8080/relay\n\n${USAGE}`);
  return {
    url: webSocketUrl('--url', values.url),
    ...(values['signed-url'] ? { signedUrl: webSocketUrl('--signed-url', values['signed-url']) } : {}),
    ...(values['auth-token'] ? { authToken: values['auth-token'] } : {}),
    ...(values.secret ? { secret: values.secret } : {}),
    parameters: pairs('--param', values.param),
    attributes: pairs('--set', values.set),
    wordsPerMinute: wordsPerMinute(values.wpm ?? '180'),
    ...(values.script ? { script: values.script } : {}),
    json: values.json ?? false,
  };
}

function webSocketUrl(flag: string, given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== 'ws:' && url?.protocol !== 'wss:') {
    throw new CommandError(`${flag} ${given} is no ws:// or wss:// address`);
  }
  return given;
}

function pairs(flag: string, given: string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined || value === undefined) throw new CommandError(`${flag} ${pair} is not NAME=VALUE`);
      return [name, value];
    }),
  );
}

function wordsPerMinute(given: string): number {
  const number = Number(given);
  if (!Number.isFinite(number) || number < 0 || given.trim() === '') {
    throw new CommandError(`--wpm ${given} is no number of words a minute`);
  }
  return number;
}
