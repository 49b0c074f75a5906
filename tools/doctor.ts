import path from 'node:path';
import { parseArgs } from 'node:util';
import { seedAccount } from '../local-twilio/src/account/account';
import { CommandError } from './command-error';
import { terminalConsent } from './consent';
import { diagnosisText, doctor } from './doctor/doctor';
import { type Environment, readEnvironment } from './environments/environment';
import { seededFlows } from './environments/seeded-flows';
import { runCommand } from './run-command';

const USAGE = `npm run doctor -- [--env NAME] [--write] [--create] [--yes] [--json] [--local PORT]

Looks at the account and the variables of the Functions: what is found, missing or wrong, and how to mend it.

  --env NAME     .env.NAME, or the path of a file; .env when absent. What is set in the environment wins.
  --write        fills the file with what was found or made; what has a value there stays
  --create       makes what the account lacks (Sync Service, role, queues, workflow, flows), asking before each
  --yes          with --create: asks nothing
  --json         one JSON object in place of the table
  --local PORT   the local Twilio on this port, as npm start runs it (3001); its file is .env.local`;

interface Options {
  env?: string;
  write?: boolean;
  create?: boolean;
  yes?: boolean;
  json?: boolean;
  local?: string;
}

async function run(options: Options): Promise<number> {
  if (!options.local) return look(options, readEnvironment({ env: options.env, mustExist: false }));
  if (!/^\d{1,5}$/.test(options.local)) throw new CommandError(`--local ${options.local} is no port`);
  const { runWithTwilioPort } = await import('../local-twilio/src/preload.cjs');
  const port = Number(options.local);
  const environment = await localEnvironment(port, options.env);
  return runWithTwilioPort(port, () => look(options, environment));
}

/** The credentials of the local account. What one that is not new began with has no suffix. */
async function localEnvironment(port: number, env: string | undefined): Promise<Environment> {
  const isNew = env === undefined && (await seededFlows(port)).length === 0;
  const { accountSid, authToken, apiKey, apiSecret } = seedAccount(process.env);
  const environment = readEnvironment({ env: env ?? 'local', mustExist: false });
  return {
    ...environment,
    ...(env === undefined ? { domainSuffix: isNew ? 'dev' : '' } : {}),
    flags: `${environment.flags && env ? `${environment.flags} ` : ''}--local ${port}`,
    values: {
      ACCOUNT_SID: accountSid,
      AUTH_TOKEN: authToken,
      TWILIO_API_KEY: apiKey,
      TWILIO_API_SECRET: apiSecret,
      ...environment.values,
    },
  };
}

async function look({ write, create, yes, json }: Options, environment: Environment): Promise<number> {
  const diagnosis = await doctor({
    environment,
    write,
    create,
    consent: terminalConsent({ yes, output: json ? process.stderr : process.stdout }),
    say: (line) => (json ? console.error(line) : console.log(line)),
  });
  const file = path.relative(process.cwd(), diagnosis.file);
  console.log(json ? JSON.stringify(diagnosis, null, 2) : diagnosisText({ ...diagnosis, file }));
  return diagnosis.healthy ? 0 : 1;
}

function readOptions(): Options | undefined {
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean' } as const;
    const { values } = parseArgs({
      options: { env: text, write: flag, create: flag, yes: flag, json: flag, local: text, help: flag },
    });
    return values.help ? undefined : values;
  } catch {
    return undefined;
  }
}

const options = readOptions();
if (options) runCommand(() => run(options));
else {
  console.error(USAGE);
  process.exitCode = 2;
}
