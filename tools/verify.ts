import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { letTimersGo } from '../test/testing/let-timers-go';
import { CommandError } from './command-error';
import { confirmAccount } from './confirm-account';
import { terminalConsent } from './consent';
import { explainProblem } from './environments/account-client';
import type { Environment } from './environments/environment';
import { PROJECT_FOLDER } from './project-folder';
import { runCommand } from './run-command';
import { announce } from './verify/announce';
import { breakOff } from './verify/break-off';
import { Functions } from './verify/call-functions';
import { offerRemoval } from './verify/offer-removal';
import { chooseEnvironment, prepareTarget } from './verify/prepare-target';
import { checkNames, verifyAccount } from './verify/verify-account';
import { versions } from './verify/versions';
import { summary, writeReport } from './verify/write-report';

const USAGE = `npm run verify -- [--env NAME] [--yes] [--only NAME]… [--out FILE] [--worker JSON] [--url URL] [--local PORT]

  Plays chats from end to end at an account with the Functions that are deployed there, finds out which assumptions of
  the local Twilio hold, and writes a report to file as an issue. What it makes in the account it takes away again.

  --env NAME      .env.NAME, or the path of a file; .env when absent
  --yes           does not ask which account it is, nor before it removes what a killed run left
  --only NAME     this scenario or this switch of local-twilio/src/assumptions.ts; more than once for more
  --out FILE      where the report goes; dist/verify-report.md when absent
  --worker JSON   attributes of the run's workers beside the usual ones, where the queue asks for some
  --url URL       of the Functions, when they are not where the environment's domain suffix says
  --local PORT    the local Twilio on this port, as npm start runs it (3001)`;

const OPTIONS = {
  env: { type: 'string' },
  yes: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  out: { type: 'string' },
  worker: { type: 'string' },
  url: { type: 'string' },
  local: { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Options = ReturnType<typeof readOptions>;

function readOptions(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new CommandError(`${(error as Error).message.split('. ')[0]}\n\n${USAGE}`);
  }
}

async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  if (options.local === undefined) return verify(options);
  if (!/^\d{1,5}$/.test(options.local)) throw new CommandError(`--local ${options.local} is no port`);
  const { runWithTwilioPort } = await import('../local-twilio/src/preload.cjs');
  const localPort = Number(options.local);
  return runWithTwilioPort(localPort, () => verify(options, localPort));
}

/** 0: all scenarios went through; refuted assumptions are news, not failures. 130: broken off. */
async function verify(options: Options, localPort?: number): Promise<number> {
  const say = (line: string) => console.log(line);
  checkNames(options.only ?? []);
  const workerAttributes = options.worker === undefined ? {} : attributes(options.worker);
  const file = path.resolve(options.out ?? path.join(PROJECT_FOLDER, 'dist', 'verify-report.md'));
  const environment = chooseEnvironment({ env: options.env, localPort });
  const target = await explained(environment, async () => {
    const found = await prepareTarget({ environment, url: withoutSlash(options.url), localPort });
    say(await announce(found));
    return found;
  });
  const { yes = false } = options;
  await confirmAccount({ accountSid: target.values.accountSid, yes });
  await explained(environment, () => offerRemoval(target, { consent: terminalConsent({ yes }), attended: !yes, say }));

  const { signal, stop } = breakOff(say);
  const results = await verifyAccount({ target, signal, workerAttributes, only: options.only, say }).finally(stop);
  const report = writeReport(
    {
      versions: await versions(new Functions(target)),
      accountSid: target.values.accountSid,
      environment: target.name,
      region: process.env.TWILIO_REGION ?? 'us1',
      at: new Date().toISOString(),
      local: localPort !== undefined,
    },
    results,
  );
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, report);
  const failed = results.scenarios.filter(({ failure }) => failure).length;
  say(
    `\n${results.scenarios.length - failed} of ${results.scenarios.length} scenarios went through, ${summary(results.assumptions)}.`,
  );
  say(`The report is in ${file}`);
  if (signal.aborted) return 130;
  return failed > 0 || results.leftBehind.length > 0 ? 1 : 0;
}

/** What Twilio refuses before the run begins, in words. */
async function explained<Result>({ values }: Environment, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw explainProblem(error, values);
  }
}

function attributes(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // answered below
  }
  throw new CommandError(`--worker ${text} is no JSON object, such as {"routing":{"skills":["chat"],"levels":{}}}`);
}

const withoutSlash = (url: string | undefined) => url?.replace(/\/+$/, '');

letTimersGo();
runCommand(() => main(process.argv.slice(2)));
