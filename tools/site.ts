import { parseArgs } from 'node:util';
import twilio, { type Twilio } from 'twilio';
import { seedAccount } from '../local-twilio/src/account/account';
import { SITES } from '../src/sites/sites';
import { CommandError } from './command-error';
import { readEnvFile } from './read-env-file';
import { type ClosingDocument, ClosingDocuments } from './site/closing-documents';

const USAGE = `npm run site -- close SITE [--until TIME] [--message LANGUAGE=TEXT]…
npm run site -- open SITE
npm run site -- show

  close   closes a site at once, whatever its hours say
  open    ends that: the hours of the site count again
  show    tells which sites are closed in this way

  --until TIME           when it opens by itself, such as 2026-12-01T08:00:00Z; until it is opened when absent
  --message LANG=TEXT    what customers read instead of the usual words, such as "de=Wir haben heute geschlossen."
  --env FILE             where ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET and SYNC_SERVICE_SID are kept; .env when
                         absent. What is set in the environment wins.
  --local PORT           the local Twilio on this port, as npm start runs it (3001)`;

interface Options {
  until?: string;
  message?: string[];
  env?: string;
  local?: string;
}

type Values = Record<string, string | undefined>;

/** Running Functions keep what they have read for so long. */
const SEEN_WITHIN = 'The Functions see it within 10 seconds.';

async function close(documents: ClosingDocuments, site: string, { until, message = [] }: Options): Promise<void> {
  const closing: ClosingDocument = { closed: true };
  if (until !== undefined) closing.until = timeToCome(until);
  if (message.length > 0) closing.message = Object.fromEntries(message.map(languageAndText));
  await documents.close(site, closing);
  console.log(`${site}: ${describe(closing)}. ${SEEN_WITHIN}`);
}

async function open(documents: ClosingDocuments, site: string): Promise<void> {
  await documents.open(site);
  console.log(`${site}: ${describe(undefined)}. ${SEEN_WITHIN}`);
}

async function show(documents: ClosingDocuments): Promise<void> {
  const all = await Promise.all(SITES.map(async ({ name }) => `${name}: ${describe(await documents.read(name))}`));
  console.log(all.join('\n'));
}

function describe(closing: ClosingDocument | undefined): string {
  const over = closing?.until !== undefined && Date.parse(closing.until) <= Date.now();
  if (!closing?.closed || over) return 'open by its hours';
  const texts = Object.entries(closing.message ?? {}).map(
    ([language, text]) => `, ${language}: ${JSON.stringify(text)}`,
  );
  return `closed ${closing.until ? `until ${closing.until}` : 'until it is opened'}${texts.join('')}`;
}

function timeToCome(text: string): string {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(time))
    throw new CommandError(`--until ${text} is no time with a time zone, such as 2026-12-01T08:00:00Z`);
  if (time <= Date.now()) throw new CommandError(`--until ${text} is over already`);
  return new Date(time).toISOString();
}

function languageAndText(given: string): [string, string] {
  const [, language, text] = /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)=(.*\S.*)$/.exec(given) ?? [];
  if (!language || !text) throw new CommandError(`--message ${given} is not LANGUAGE=TEXT, such as "de=Geschlossen."`);
  return [language, text];
}

function known(site = ''): string {
  const names = SITES.map(({ name }) => name);
  if (names.includes(site)) return site;
  throw new CommandError(`There is no site ${site} in src/sites/; there are: ${names.join(', ')}`);
}

function documentsOf(values: Values): ClosingDocuments {
  const names = ['ACCOUNT_SID', 'TWILIO_API_KEY', 'TWILIO_API_SECRET', 'SYNC_SERVICE_SID'] as const;
  const missing = names.filter((name) => !values[name]);
  if (missing.length > 0)
    throw new CommandError(`Missing in the environment and in the --env file: ${missing.join(', ')}`);
  const [accountSid = '', apiKey = '', apiSecret = '', syncServiceSid = ''] = names.map((name) => values[name]);
  const client: Twilio = twilio(apiKey, apiSecret, { accountSid });
  return new ClosingDocuments(client, syncServiceSid);
}

/** What the local Twilio has from its first second on. */
function localValues(): Record<string, string> {
  const { accountSid, apiKey, apiSecret, syncServiceSid } = seedAccount(process.env);
  return {
    ACCOUNT_SID: accountSid,
    TWILIO_API_KEY: apiKey,
    TWILIO_API_SECRET: apiSecret,
    SYNC_SERVICE_SID: syncServiceSid,
  };
}

async function run(positionals: string[], options: Options): Promise<void> {
  if (!options.local) return work(positionals, options, { ...readEnvFile(options.env), ...process.env });
  if (!/^\d{1,5}$/.test(options.local)) throw new CommandError(`--local ${options.local} is no port`);
  const { runWithTwilioPort } = await import('../local-twilio/src/preload.cjs');
  return runWithTwilioPort(Number(options.local), () => work(positionals, options, localValues()));
}

async function work([command, site]: string[], options: Options, values: Values): Promise<void> {
  const documents = () => documentsOf(values);
  if (command === 'show') return show(documents());
  const name = known(site);
  return command === 'close' ? close(documents(), name, options) : open(documents(), name);
}

function readCommand(): { positionals: string[]; values: Options } | undefined {
  try {
    const options = {
      until: { type: 'string' },
      message: { type: 'string', multiple: true },
      env: { type: 'string' },
      local: { type: 'string' },
    } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const [command, site, ...more] = positionals;
    const right = command === 'show' ? !site : site && (command === 'close' || command === 'open');
    const fits = command === 'close' || (values.until ?? values.message) === undefined;
    return right && fits && more.length === 0 ? { positionals, values } : undefined;
  } catch {
    return undefined;
  }
}

const command = readCommand();
if (command) {
  const { positionals, values } = command;
  run(positionals, values).catch((error: unknown) => {
    const message = error instanceof CommandError ? '' : 'Twilio could not be asked: ';
    console.error(message + (error instanceof Error ? error.message : String(error)));
    process.exitCode = 1;
  });
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
