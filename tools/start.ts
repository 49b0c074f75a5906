import path from 'node:path';
import { FlagError, type LocalTwilioFlags, parseFlags } from '../local-twilio/src/flags';
import { type LocalTwilio, type LocalTwilioOptions, startLocalTwilio } from '../local-twilio/src/local-twilio';
import { VOICE_NUMBER } from '../local-twilio/src/voice/numbers';
import { build } from './build';
import { watchSources } from './build/watch-sources';
import { CommandError } from './command-error';
import { functionsEnvironment } from './functions-environment';
import { type FunctionsServer, startFunctionsServer } from './functions-server';
import type { FunctionLog } from './functions-server/function-console';
import { PROJECT_FOLDER } from './project-folder';
import { setEventCallback } from './set-event-callback';
import { parseAccountFlags } from './start/account-flags';
import { applyRouting } from './start/apply-routing';
import { startOnAccount } from './start/start-on-account';
import { type LocalRelay, startLocalRelay } from './start/start-relay';
import { voiceNumber } from './start/voice-number';

const FUNCTIONS_PORT = 3000;
const TWILIO_PORT = 3001;

const print = (line: string) => void process.stdout.write(`${line}\n`);
const warn = (line: string) => void process.stderr.write(`${line}\n`);

interface Running {
  twilio: LocalTwilio;
  functions: FunctionsServer;
  relay: LocalRelay;
}

async function main(args: string[]): Promise<void> {
  // Nobody reads any more: the terminal was closed.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1));
  // A Function that fails after its answer must not end the session.
  process.on('uncaughtException', (error) =>
    warn(`Something failed outside of a request: ${error.stack ?? error.message}`),
  );
  if (args.includes('--twilio')) await runOnAccount(args);
  else await runOnLocalTwilio(args);
  print('Changes in src/ are built as you save. Ctrl-C ends it all.');
}

async function runOnLocalTwilio(args: string[]): Promise<void> {
  const flags = parseFlags(args);
  if (flags.functionsUrl) throw new FlagError('npm start runs the Functions itself: leave --functions-url out');
  await build();
  const { twilio, functions, relay } = await startAll(flags);
  await setEventCallback(twilio, functions.url);
  const problem = await applyRouting(twilio);
  if (problem) warn(problem);
  goOn(functions, 'start again to publish it', async () => {
    await relay.stop();
    await twilio.stop();
  });
  print(`Customer page  ${functions.url}/`);
  print(`Agent desktop  ${twilio.url}/`);
  print(`Phone          ${twilio.url}/phone.html   calls ${VOICE_NUMBER}, where a scripted assistant answers`);
  print('');
  print('Open both. In the desktop choose an agent and become available; on the customer page start a chat, or call.');
}

async function runOnAccount(args: string[]): Promise<void> {
  const listen = (start: (port: number) => Promise<FunctionsServer>) => onFreePort(FUNCTIONS_PORT, start);
  const flags = parseAccountFlags(args);
  const functions = await startOnAccount({ flags, build, listen, log, say: warn, print });
  goOn(functions, '`npm run flows -- publish` publishes it');
  print(`Customer page  ${functions.url}/`);
}

/** Rebuilds what changes, until Ctrl-C. */
function goOn(functions: FunctionsServer, publish: string, stopMore: () => Promise<void> = async () => undefined) {
  const unwatch = watchSources(PROJECT_FOLDER, (folders) => void rebuild(functions, folders, publish));
  const end = async () => {
    unwatch();
    await functions.stop();
    await stopMore();
    process.exit(0);
  };
  // Ctrl-C may arrive twice, from the terminal and from npm or tsx.
  let isEnding = false;
  const endOnce = () => {
    if (isEnding) return;
    isEnding = true;
    void end();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, endOnce);
}

/** A line for each request is for Twilio's log; here only what went wrong. */
const log: FunctionLog = (level, line) => {
  if (level === 'warn' || level === 'error') warn(line);
};

async function startAll(flags: LocalTwilioFlags): Promise<Running> {
  let twilio: LocalTwilio | undefined;
  let relay: LocalRelay | undefined;
  const settings = async (url: string) => {
    const options = {
      ...flags,
      functionsUrl: url,
      flowsFolder: path.resolve(flags.flowsFolder ?? path.join(PROJECT_FOLDER, 'studio-flows')),
      environment: process.env,
      say: warn,
    };
    twilio = await startTwilio(options);
    relay = await startLocalRelay(twilio);
    twilio.voice.setNumber(voiceNumber(url));
    const { account, flows, port, assumptions } = twilio;
    return {
      environment: { ...functionsEnvironment(account, flows, url, twilio.url), ...relay.environment },
      phoneUrl: `${twilio.url}/phone.html`,
      authToken: account.authToken,
      twilioPort: port,
      assetsAllowOrigins: assumptions.assetsAllowOrigins,
    };
  };
  const functions = await onFreePort(FUNCTIONS_PORT, (port) =>
    startFunctionsServer({ port, settings, log, say: warn }),
  );
  if (!twilio || !relay) throw new Error('The Functions started without a local Twilio');
  return { twilio, functions, relay };
}

/** A port that was asked for is a demand; the usual one only a wish. */
async function startTwilio(options: LocalTwilioOptions): Promise<LocalTwilio> {
  const { port } = options;
  if (port === undefined) return onFreePort(TWILIO_PORT, (usual) => startLocalTwilio({ ...options, port: usual }));
  return startLocalTwilio(options).catch((error: unknown) => {
    throw isTaken(error)
      ? new FlagError(`Port ${port} is taken. Choose another one with --port, or leave it out.`)
      : error;
  });
}

async function onFreePort<Server>(usual: number, start: (port: number) => Promise<Server>): Promise<Server> {
  try {
    return await start(usual);
  } catch (error) {
    if (!isTaken(error)) throw error;
    return start(0);
  }
}

const isTaken = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EADDRINUSE';

async function rebuild(functions: FunctionsServer, folders: Set<string>, publish: string): Promise<void> {
  if (folders.has('studio-flows')) warn(`A flow changed: ${publish}.`);
  try {
    const { changed } = await build();
    functions.reload();
    if (changed.length > 0) print(`Rebuilt ${changed.length === 1 ? changed[0] : `${changed.length} files`}`);
  } catch (error) {
    warn(`Not rebuilt, the last good build goes on:\n${error instanceof Error ? error.message : String(error)}`);
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  const words = error instanceof FlagError || error instanceof CommandError;
  warn(words ? error.message : `Cannot start: ${error.message}`);
  process.exit(1);
});
