import { parseArgs } from 'node:util';
import { publishFlows } from './account/flows-account';
import { ACCOUNT_OPTIONS, ACCOUNT_USAGE, withAccount } from './account/with-account';
import { readArguments } from './read-arguments';

const USAGE = `npm run flows -- publish [NAME…] [--dry-run] [--force] [--env NAME] [--local PORT]

  Publishes the flows that changed, sub-flows first, after Twilio has validated them all. Refuses to publish over an edit
  of the console, until \`pull\` has brought it into the file.

  --dry-run     only says what it would publish
  --force       publishes over an edit of the console, and what was rolled back
${ACCOUNT_USAGE}`;

/** `npm run flows -- publish` */
export async function run(args: string[]): Promise<number | undefined> {
  const parsed = readArguments(USAGE, { from: 0, to: Number.POSITIVE_INFINITY }, () =>
    parseArgs({
      args,
      allowPositionals: true,
      options: { ...ACCOUNT_OPTIONS, 'dry-run': { type: 'boolean' }, force: { type: 'boolean' } },
    }),
  );
  if (typeof parsed === 'number') return parsed;
  const { values, positionals } = parsed;
  await withAccount(values, (context) =>
    publishFlows(context, {
      names: positionals,
      force: values.force,
      dryRun: values['dry-run'],
      say: (line) => console.log(line),
    }),
  );
  return 0;
}
