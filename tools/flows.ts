import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import twilio from 'twilio';
import { readAccountValues } from '../studio-flows/account-values';
import type { FlowNames } from '../studio-flows/flow-names';
import { readFlows } from '../studio-flows/read-flows';
import { type AccountValues, resolveNames, UnresolvedNamesError } from '../studio-flows/resolve-names';
import { CommandError } from './command-error';
import { PROJECT_FOLDER } from './project-folder';
import { readEnvFile } from './read-env-file';

const USAGE = `npm run flows -- render [--env FILE] [--out DIR]

  render   writes the flows of studio-flows/ with this account's SIDs to dist/studio-flows/

  --env FILE   where ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET (or AUTH_TOKEN) and TASKROUTER_WORKSPACE_SID are
               kept; .env when absent. What is set in the environment wins.
  --out DIR    where the flows go; dist/studio-flows when absent`;

interface Settings {
  accountSid: string;
  user: string;
  password: string;
  workspaceSid: string;
}

type Values = Record<string, string | undefined>;

async function render(env: string | undefined, out: string): Promise<void> {
  const settings = readSettings({ ...readEnvFile(env), ...process.env });
  const { flows, names } = readFlows(path.join(PROJECT_FOLDER, 'studio-flows'));
  const account = await lookUp(settings, names);
  const problems: string[] = [];
  const rendered = flows.flatMap(({ name, definition }) => {
    try {
      return [{ name, definition: resolveNames(definition, names, account) }];
    } catch (error) {
      if (!(error instanceof UnresolvedNamesError)) throw error;
      problems.push(...error.problems.map((problem) => `${name}: ${problem}`));
      return [];
    }
  });
  if (problems.length > 0) {
    throw new CommandError(
      `Nothing was written. In account ${settings.accountSid}, workspace ${settings.workspaceSid}:\n${bullets(problems)}`,
    );
  }
  mkdirSync(out, { recursive: true });
  for (const { name, definition } of rendered) {
    const file = path.join(out, `${name}.json`);
    writeFileSync(file, `${JSON.stringify(definition, null, 2)}\n`);
    console.log(path.relative(process.cwd(), file));
  }
}

function readSettings(values: Values): Settings {
  const { ACCOUNT_SID, AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET, TASKROUTER_WORKSPACE_SID } = values;
  const missing: string[] = [];
  if (!ACCOUNT_SID) missing.push('ACCOUNT_SID (AC…): console.twilio.com, on the first page');
  if (!(TWILIO_API_KEY && TWILIO_API_SECRET) && !AUTH_TOKEN) {
    missing.push(
      'TWILIO_API_KEY (SK…) and TWILIO_API_SECRET, or AUTH_TOKEN: console.twilio.com, Account, API keys & tokens',
    );
  }
  if (!TASKROUTER_WORKSPACE_SID)
    missing.push('TASKROUTER_WORKSPACE_SID (WS…): console.twilio.com, TaskRouter, Workspaces');
  if (missing.length > 0) {
    throw new CommandError(`Missing in the environment and in the --env file:\n${bullets(missing)}`);
  }
  const byKey = TWILIO_API_KEY && TWILIO_API_SECRET;
  return {
    accountSid: ACCOUNT_SID ?? '',
    user: (byKey ? TWILIO_API_KEY : ACCOUNT_SID) ?? '',
    password: (byKey ? TWILIO_API_SECRET : AUTH_TOKEN) ?? '',
    workspaceSid: TASKROUTER_WORKSPACE_SID ?? '',
  };
}

async function lookUp(settings: Settings, names: FlowNames): Promise<AccountValues> {
  try {
    const client = twilio(settings.user, settings.password, { accountSid: settings.accountSid });
    return await readAccountValues(client, settings.workspaceSid, names);
  } catch (error) {
    const status = error instanceof twilio.RestException ? error.status : undefined;
    if (status === 401)
      throw new CommandError(`Twilio does not accept the key ${settings.user}: mend it or its secret`);
    if (status === 404) {
      throw new CommandError(
        `Account ${settings.accountSid} has no workspace ${settings.workspaceSid}: mend TASKROUTER_WORKSPACE_SID`,
      );
    }
    throw new CommandError(`Twilio could not be asked: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const bullets = (lines: string[]) => lines.map((line) => `  - ${line}`).join('\n');

function readCommand() {
  try {
    const options = { env: { type: 'string' }, out: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    return positionals.length === 1 && positionals[0] === 'render' ? values : undefined;
  } catch {
    return undefined;
  }
}

const command = readCommand();
if (command) {
  const out = path.resolve(command.out ?? path.join(PROJECT_FOLDER, 'dist/studio-flows'));
  render(command.env, out).catch((error: unknown) => {
    console.error(error instanceof CommandError ? error.message : error);
    process.exitCode = 1;
  });
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
