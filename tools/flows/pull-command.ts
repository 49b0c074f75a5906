import { parseArgs } from 'node:util';
import { pullFlow } from './account/pull-flow';
import { ACCOUNT_OPTIONS, ACCOUNT_USAGE, withAccount } from './account/with-account';
import { readArguments } from './read-arguments';

const USAGE = `npm run flows -- pull NAME [--force] [--env NAME] [--local PORT]

  Writes what is published into studio-flows/NAME.json, with the stand-ins of names.json for SIDs.

  --force       also over changes of the file that were never published, and with SIDs that names.json does not explain
${ACCOUNT_USAGE}`;

/** `npm run flows -- pull` */
export async function run(args: string[]): Promise<number | undefined> {
  const parsed = readArguments(USAGE, { from: 1, to: 1 }, () =>
    parseArgs({ args, allowPositionals: true, options: { ...ACCOUNT_OPTIONS, force: { type: 'boolean' } } }),
  );
  if (typeof parsed === 'number') return parsed;
  const { values, positionals } = parsed;
  const [name = ''] = positionals;
  await withAccount(values, (context) =>
    pullFlow(context, name, { force: values.force, say: (line) => console.log(line) }),
  );
  return 0;
}
