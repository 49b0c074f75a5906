import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { build } from '../../build';
import { CommandError } from '../../command-error';
import { PROJECT_FOLDER } from '../../project-folder';
import { runCommand } from '../../run-command';
import { checkUpload } from '../upload-check';
import { DeployInfoFile } from './deploy-info';
import { findService } from './find-service';
import { signInWith } from './sign-in-with';
import { readToolkitFlags, type ToolkitFlags } from './toolkit-flags';
import { CREDENTIALS, isUsed, usedVariables } from './used-variables';
import { writeVariablesFile } from './variables-file';

/** What .twilioserverlessrc.js needs to know, as JSON on standard output. */
export interface PreparedUpload {
  /** For the toolkit's `env`; absent when a file was named on the command line. */
  variablesFile?: string;
  /** Where the variables came from, and whose account that is, when it says so. */
  source?: string;
  accountSid?: string;
  /** `--env` of this project's own commands; absent: the usual one. */
  environment?: string;
  /** Where this project was deployed before, also from another checkout; absent: nowhere, or nobody can ask. */
  serviceSid?: string;
}

type Values = Record<string, string | undefined>;

/** Builds, looks at what would go up, and writes the variables that the Functions use into a file of their own. */
async function prepareUpload(args: string[]): Promise<PreparedUpload> {
  await build(PROJECT_FOLDER);
  checkUpload(PROJECT_FOLDER);
  const flags = readToolkitFlags(args);
  const { source, environment } = locate(flags);
  if (!existsSync(source.file)) {
    if (source.named) throw new CommandError(`${source.file} is not there`);
    return {};
  }
  const values: Values = parseEnv(readFileSync(source.file, 'utf8'));
  const accountSid = values.ACCOUNT_SID || undefined;
  const known = { source: source.file, ...(accountSid && { accountSid }), ...(environment && { environment }) };
  const variables = usedVariables(values);
  if (source.named) {
    refuseOthers(source.file, values);
    return known;
  }
  const serviceSid = flags.namesService ? undefined : await serviceOf(source.file, values);
  const { path: variablesFile } = writeVariablesFile({ ...signInWith(values), ...variables });
  return { ...known, variablesFile, ...(serviceSid && { serviceSid }) };
}

/** The toolkit knows it from .twiliodeployinfo alone, which a clean clone does not have. */
async function serviceOf(file: string, values: Values): Promise<string | undefined> {
  const { ACCOUNT_SID = '', AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET } = values;
  if (!ACCOUNT_SID || !(AUTH_TOKEN || (TWILIO_API_KEY && TWILIO_API_SECRET))) return undefined;
  const { accountClient } = await import('../../environments/account-client');
  const client = accountClient({ file, values: values as Record<string, string> });
  const remembered = new DeployInfoFile(PROJECT_FOLDER).serviceOf(ACCOUNT_SID);
  return findService(client, PROJECT_FOLDER, remembered).catch((error: unknown) => {
    if (error instanceof CommandError) throw error;
    // Of what Twilio refuses, or of a Twilio that is not there, the toolkit tells in a moment.
    return undefined;
  });
}

/** `--env FILE` names it; else it is the environment's own file; `.env` is for `dev`. */
function locate({ envFile, environment }: ToolkitFlags) {
  if (envFile !== undefined) return { source: { file: path.resolve(envFile), named: true } };
  const usual = path.join(PROJECT_FOLDER, '.env');
  const name = environment === '' ? 'production' : (environment ?? 'dev');
  const own = path.join(PROJECT_FOLDER, `.env.${name}`);
  if (environment !== undefined && existsSync(own)) return { source: { file: own, named: false }, environment: name };
  if (name !== 'dev' && existsSync(usual)) {
    throw new CommandError(
      `Nothing was deployed: .env is for the environment dev. Write .env.${name}, or name a file with --env.`,
    );
  }
  return { source: { file: usual, named: false } };
}

/** The toolkit uploads everything that is in a file which was named to it. */
function refuseOthers(file: string, values: Values): void {
  const others = Object.keys(values).filter((name) => values[name] && !isUsed(name) && !CREDENTIALS.includes(name));
  if (others.length === 0) return;
  throw new CommandError(
    `Nothing was deployed: with --env everything in ${file} is uploaded, and the Functions do not use ${others.join(', ')}. Call the file .env.NAME and deploy with --environment NAME, which takes what they use.`,
  );
}

runCommand(async () => {
  process.stdout.write(JSON.stringify(await prepareUpload(process.argv.slice(2))));
  return 0;
});
