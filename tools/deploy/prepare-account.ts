import path from 'node:path';
import type { Twilio } from 'twilio';
import { CommandError } from '../command-error';
import type { Consent } from '../consent';
import { examine } from '../doctor/examine';
import { type Finding, isProblem } from '../doctor/finding';
import { writeValues } from '../doctor/write-values';
import type { Environment } from '../environments/environment';
import { forEnvironment } from '../environments/for-environment';
import type { Outcome } from './progress';

export interface PrepareAccountOptions {
  client: Twilio;
  environment: Environment;
  consent: Consent;
  /** Makes and writes nothing. */
  dryRun?: boolean | undefined;
}

/**
 * Finds what the Functions need of the account, makes what is missing where that is agreed to, and keeps it in the
 * environment's file.
 *
 * @throws CommandError with what is still missing or wrong, and how to mend it
 */
export async function prepareAccount(
  options: PrepareAccountOptions,
): Promise<{ environment: Environment; outcome: Outcome }> {
  const { client, environment, consent, dryRun } = options;
  const changed: string[] = [];
  const written: string[] = [];
  let current = environment;
  let isWritable = true;
  const keep = (values: Record<string, string>) => {
    const news = Object.entries(values).filter(([name]) => !current.values[name]);
    if (news.length === 0) return;
    current = { ...current, values: { ...current.values, ...Object.fromEntries(news) } };
    if (dryRun) return;
    const names = write(current, Object.fromEntries(news));
    if (names) written.push(...names);
    else isWritable = false;
  };
  const first = await examine({ client, environment: current });
  keep(first.found);
  const wanted: string[] = [];
  for (const { what, make } of first.creations) {
    if (dryRun || !(await consent(`${what} is missing. Make it?`))) {
      wanted.push(what);
      continue;
    }
    keep(await make());
    changed.push(`${what}: made`);
  }
  const { findings } = changed.length > 0 ? await examine({ client, environment: current }) : first;
  if (dryRun && wanted.length > 0) {
    return { environment: current, outcome: { did: `would make: ${wanted.join('; ')}` } };
  }
  const problems = findings.filter(isProblem);
  if (problems.length > 0) throw notReady(environment, { problems, wanted, changed });
  if (written.length > 0) changed.push(`${path.basename(current.file)}: written ${written.join(', ')}`);
  const count = findings.filter(({ state }) => state === 'found').length;
  const did = `${count} values found${isWritable ? '' : `; ${current.file} cannot be written, so they are looked for each time`}`;
  return { environment: current, outcome: { did, changed } };
}

/** Undefined: it cannot be kept here, which costs nothing, since everything is found by its name again. */
function write(environment: Environment, values: Record<string, string>): string[] | undefined {
  try {
    return writeValues(environment, values);
  } catch (error) {
    if (isOfFileSystem(error)) return undefined;
    throw error;
  }
}

const isOfFileSystem = (error: unknown) =>
  ['EACCES', 'EPERM', 'EROFS'].includes((error as { code?: string }).code ?? '');

interface NotReady {
  problems: Finding[];
  /** What could be made. */
  wanted: string[];
  changed: string[];
}

/** While the account itself is out of reach, what else is missing says nothing. */
function notReady(environment: Environment, { problems, wanted, changed }: NotReady): CommandError {
  const wrong = problems.filter(({ state }) => state === 'wrong');
  const told = wrong.some(({ name }) => CREDENTIALS.includes(name)) ? wrong : problems;
  const lines = told.flatMap(({ name, message, mend }) => [
    `  - ${name}: ${message}`,
    ...(mend ? [`      → ${mend}`] : []),
  ]);
  const more = [
    ...(changed.length > 0 ? ['Made, and kept:', ...changed.map((line) => `  - ${line}`)] : []),
    ...(wanted.length > 0
      ? ['`npm run deploy -- --yes` makes without asking:', ...wanted.map((what) => `  - ${what}`)]
      : ['`npm run doctor` says more.']),
  ];
  return new CommandError(
    ['Nothing was deployed, the account is not ready:', ...lines, forEnvironment(more.join('\n'), environment)].join(
      '\n',
    ),
  );
}

const CREDENTIALS = ['ACCOUNT_SID', 'TWILIO_API_KEY', 'TWILIO_API_SECRET', 'AUTH_TOKEN'];
