import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { VARIABLES } from '../../src/lib/config';
import { CommandError } from '../command-error';
import { PROJECT_FOLDER } from '../project-folder';

/** One account, or one of several sets of Functions in it: what `--env NAME` chooses. */
export interface Environment {
  /** `dev` when none was named. */
  name: string;
  /** Absolute path of `.env` or `.env.NAME`; it need not be there. */
  file: string;
  /** Of the Functions' domain, as in `twilio serverless:deploy --environment`; '' is production. */
  domainSuffix: string;
  /** What is set and not empty: the file's values, and those of the process, which win. */
  values: Readonly<Record<string, string>>;
  /** What names it on a command line: `--env staging`; empty or absent: nothing has to. */
  flags?: string;
}

export interface EnvironmentOptions {
  /** `staging` for `.env.staging`, or the path of a file; `.env` when absent. */
  env?: string | undefined;
  folder?: string;
  /** False: a file that was named may be one that is yet to be written. */
  mustExist?: boolean;
  /** The process's own; only variables that are known here are taken from it. */
  given?: Record<string, string | undefined>;
}

/** Not for the Functions, but for whoever deploys them. */
const CREDENTIALS = ['ACCOUNT_SID', 'AUTH_TOKEN', 'TWILIO_API_KEY', 'TWILIO_API_SECRET'];
const NAME = /^[a-z0-9][a-z0-9-]*$/;
/** https://www.twilio.com/docs/serverless/api/resource/environment: 16 characters at most. */
const LONGEST_SUFFIX = 16;

/**
 * Reads what `--env` names.
 *
 * @throws CommandError when the file is not there, or belongs to another account than the process's variables
 */
export function readEnvironment({
  env,
  folder = PROJECT_FOLDER,
  given = process.env,
  mustExist = true,
}: EnvironmentOptions = {}): Environment {
  const { name, file } = locate(env, folder);
  if (mustExist && env !== undefined && !existsSync(file)) {
    throw new CommandError(`${file} is not there: \`npm run doctor -- --env ${env} --write\` begins it`);
  }
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const known = new Set([...Object.keys(VARIABLES), ...CREDENTIALS]);
  const ofProcess = Object.entries(given).filter(([variable, value]) => known.has(variable) && value);
  const { ACCOUNT_SID: otherAccount } = Object.fromEntries(ofProcess);
  if (written.ACCOUNT_SID && otherAccount && written.ACCOUNT_SID !== otherAccount) {
    throw new CommandError(
      `${path.basename(file)} is for account ${written.ACCOUNT_SID}, but ACCOUNT_SID is set to ${otherAccount}: unset it, or name another environment`,
    );
  }
  const values = Object.entries({ ...written, ...Object.fromEntries(ofProcess) }).filter(([, value]) => value);
  return {
    name,
    file,
    domainSuffix: suffixOf(name),
    values: Object.fromEntries(values) as Record<string, string>,
    flags: env === undefined ? '' : `--env ${env}`,
  };
}

/** The environment and its file, whether it is there or not. */
export function locate(env: string | undefined, folder: string): Pick<Environment, 'name' | 'file'> {
  if (env === undefined) return { name: 'dev', file: path.join(folder, '.env') };
  if (NAME.test(env)) return { name: env, file: path.join(folder, `.env.${env}`) };
  const file = path.resolve(env);
  const [, name = 'dev'] = /^\.env\.([a-z0-9][a-z0-9-]*)$/.exec(path.basename(file)) ?? [];
  return { name, file };
}

function suffixOf(name: string): string {
  if (name === 'production') return '';
  if (name.length <= LONGEST_SUFFIX) return name;
  throw new CommandError(`The environment's name ${name} is too long: Twilio allows ${LONGEST_SUFFIX} characters`);
}
