import type { Twilio } from 'twilio';
import { CommandError } from '../command-error';
import { examine } from '../doctor/examine';
import { writeValues } from '../doctor/write-values';
import type { Environment } from '../environments/environment';
import type { Consent } from './consent';
import type { Outcome } from './progress';

export interface PrepareAccountOptions {
  client: Twilio;
  environment: Environment;
  consent: Consent;
  /** Makes and writes nothing. */
  dryRun?: boolean;
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
  let current = environment;
  const keep = (values: Record<string, string>) => {
    const news = Object.entries(values).filter(([name]) => !current.values[name]);
    if (news.length === 0) return;
    current = { ...current, values: { ...current.values, ...Object.fromEntries(news) } };
    if (!dryRun) writeValues(current, Object.fromEntries(news));
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
  const problems = findings.filter(({ required, state }) => required && (state === 'missing' || state === 'wrong'));
  if (dryRun && wanted.length > 0)
    return { environment: current, outcome: { did: `would make: ${wanted.join('; ')}` } };
  if (problems.length > 0) {
    const lines = problems.map(({ name, message, mend }) => `  - ${name}: ${message}${mend ? ` ${mend}` : ''}`);
    throw new CommandError(`The account is not ready:\n${lines.join('\n')}\nSee \`npm run doctor\`.`);
  }
  const count = findings.filter(({ state }) => state === 'found').length;
  return { environment: current, outcome: { did: `${count} values found`, changed } };
}
