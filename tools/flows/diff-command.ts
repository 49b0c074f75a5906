import { parseArgs } from 'node:util';
import { describeLive } from './account/describe-status';
import { diffFlow } from './account/diff-flow';
import { ACCOUNT_OPTIONS, ACCOUNT_USAGE, withAccount } from './account/with-account';
import { readArguments } from './read-arguments';

const USAGE = `npm run flows -- diff NAME [--env NAME] [--local PORT]

  What publishing the file would change, by widget and property; SIDs are shown by their names. Exits with 0 when nothing
  differs, else with 1.

${ACCOUNT_USAGE}`;

/** `npm run flows -- diff` */
export async function run(args: string[]): Promise<number | undefined> {
  const parsed = readArguments(USAGE, { from: 1, to: 1 }, () =>
    parseArgs({ args, allowPositionals: true, options: ACCOUNT_OPTIONS }),
  );
  if (typeof parsed === 'number') return parsed;
  const [name = ''] = parsed.positionals;
  const { status, lines } = await withAccount(parsed.values, (context) => diffFlow(context, name));
  const { live, version } = status;
  if (lines.length === 0) {
    console.log(`${name}: the file is what is published${live ? `, ${describeLive(live)}` : ''}`);
    return 0;
  }
  console.log(`${name}: from ${live ? describeLive(live) : 'nothing'} to the file (${version ?? 'no version'})`);
  console.log(lines.map((line) => `  ${line}`).join('\n'));
  return 1;
}
