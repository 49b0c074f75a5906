import { randomBytes } from 'node:crypto';
import { Clock } from '../local-twilio/src/account/clock';
import { connectRelay, type RelayEnd } from '../local-twilio/src/voice/conversation-relay/relay-line';
import { signCallPass } from '../src/lib/voice/call-pass';
import { CommandError } from './command-error';
import { callLive } from './relay-sim/live';
import { readOptions, type SimOptions } from './relay-sim/read-options';
import { type Entry, Recording } from './relay-sim/recording';
import { runScript } from './relay-sim/run-script';
import { readScript, type Script, settingsOf } from './relay-sim/script';
import { Stopwatch } from './relay-sim/stopwatch';
import { describeVerdict, judge } from './relay-sim/verdict';
import { runCommand } from './run-command';

const PASS_SECONDS = 300;

async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'number') return options;
  const script: Script | undefined = options.script === undefined ? undefined : readScript(options.script);
  const line = connect(options, script ?? { steps: [] });
  const recording = new Recording(line);
  const stopwatch = new Stopwatch(line);
  const say = options.json ? () => undefined : (text: string) => console.log(text);
  await new Promise<void>((resolve, reject) => {
    line.once('connected', () => resolve());
    line.once('ended', (end) => reject(new CommandError(whyNot(options, end))));
  });
  recording.on('entry', (entry) => say(describeEntry(entry)));
  const faults = script ? await runScript(script.steps, { line, recording }) : [];
  if (!script) await callLive({ line, recording }, process.stdin, say);
  const mayFail = script?.steps.some((step) => 'expect' in step && step.expect.end === 'failed');
  if (!mayFail) faults.push(...failureOf(recording.end, options));
  const verdict = judge(faults, script ?? {}, recording, stopwatch);
  console.log(options.json ? JSON.stringify(verdict, null, 2) : describeVerdict(verdict));
  return verdict.ok ? 0 : 1;
}

function connect({ secret, wordsPerMinute, attributes, parameters, ...options }: SimOptions, script: Script) {
  const callSid = `CA${randomBytes(16).toString('hex')}`;
  const expiresAt = Math.floor(Date.now() / 1000) + PASS_SECONDS;
  const pass: Record<string, string> = secret ? { pass: signCallPass(secret, { callSid, attempt: 0, expiresAt }) } : {};
  return connectRelay({
    ...options,
    setup: { callSid, from: script.from ?? '+15005550100', to: script.to ?? '+15005550006' },
    customParameters: { ...pass, ...script.parameters, ...parameters },
    settings: settingsOf({ ...script.settings, ...attributes }),
    speech: { clock: new Clock(), wordsPerMinute, callerWordsPerMinute: wordsPerMinute },
  });
}

function describeEntry(entry: Entry): string {
  if (entry.who === 'caller') return `caller  ${entry.text}`;
  if (entry.who === 'twilio') return `        (${entry.text})`;
  return `bot     ${entry.text}${entry.whole ? '' : ' –'}`;
}

function failureOf(end: RelayEnd | undefined, { secret }: SimOptions): string[] {
  if (end?.sessionStatus !== 'failed') return [];
  const { errorCode, errorMessage = '' } = end;
  const hint = /closed with 1008/.test(errorMessage) && !secret ? ' (is a pass wanted? --secret mints one)' : '';
  return [`the session failed: ${errorCode} ${errorMessage}${hint}`];
}

/** What stands in the way when the upgrade was not taken, and how to mend it. */
function whyNot({ url, authToken, signedUrl }: SimOptions, { errorMessage = '' }: RelayEnd): string {
  if (/ECONNREFUSED/.test(errorMessage)) {
    return `Nobody listens at ${url}. Is the server running (this project's: npm run relay), and is that its port?`;
  }
  const [, status] = /status (\d+)/.exec(errorMessage) ?? [];
  if (status === '401' || status === '403') {
    const signed = authToken
      ? `The signature is made of ${signedUrl ?? url}: give --signed-url when the server knows itself by another address, and see that --auth-token is its own.`
      : 'Give --auth-token: the upgrade is not signed without it.';
    return `${url} answered the upgrade with ${status}. ${signed}`;
  }
  if (status === '404') return `${url} answered the upgrade with 404: is the path right?`;
  if (status === '503') return `${url} answered the upgrade with 503: the server takes no calls now.`;
  if (status) return `${url} answered the upgrade with ${status}: is there a WebSocket server at this address?`;
  if (/ENOTFOUND/.test(errorMessage)) return `There is no host ${new URL(url).hostname}.`;
  if (/EPROTO/.test(errorMessage)) return `${url} speaks no TLS: is the address ws:// instead of wss://?`;
  return `${errorMessage} (${url})`;
}

// The timers of a Clock do not keep a process alive, and between two sockets nothing else would.
const alive = setInterval(() => undefined, 60_000);
runCommand(() => main(process.argv.slice(2)).finally(() => clearInterval(alive)));
