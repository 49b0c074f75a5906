import path from 'node:path';
import { FLAGS_HELP, FlagError, parseFlags } from './flags';
import { type LocalTwilio, type LocalTwilioOptions, startLocalTwilio } from './local-twilio';

const DEFAULT_PORT = 4010;
const PROJECT_FLOWS = path.resolve(__dirname, '../../studio-flows');

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) {
    console.log(`Starts a Twilio on 127.0.0.1, in memory.\n\n${FLAGS_HELP}`);
    return;
  }
  const flags = parseFlags(args);
  const options = {
    ...flags,
    port: flags.port ?? DEFAULT_PORT,
    flowsFolder: flags.flowsFolder ?? PROJECT_FLOWS,
    environment: process.env,
    say: (line: string) => console.error(line),
  };
  const twilio = await start(options);
  // Ctrl-C may arrive twice, from the terminal and from npm or tsx.
  let isEnding = false;
  const endOnce = () => {
    if (isEnding) return;
    isEnding = true;
    void twilio.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, endOnce);
  console.log(JSON.stringify(announcement(twilio)));
}

async function start(options: LocalTwilioOptions): Promise<LocalTwilio> {
  try {
    return await startLocalTwilio(options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new FlagError(`Port ${options.port} is taken. Choose another one with --port, or 0 for any that is free.`);
  }
}

/** All that another program needs to use this Twilio: one line of JSON, the first on standard output that begins with {. */
function announcement({ url, account, flows }: LocalTwilio): Record<string, unknown> {
  return {
    url,
    accountSid: account.accountSid,
    authToken: account.authToken,
    apiKey: account.apiKey,
    apiSecret: account.apiSecret,
    workspaceSid: account.workspaceSid,
    workflowSid: account.workflowSid,
    conversationsServiceSid: account.conversationsServiceSid,
    syncServiceSid: account.syncServiceSid,
    flows,
    preload: path.join(__dirname, 'preload.cjs'),
  };
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error instanceof FlagError ? error.message : `The local Twilio cannot start: ${error.message}`);
  process.exitCode = 1;
});
