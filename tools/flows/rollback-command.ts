import { parseArgs } from 'node:util';
import { CommandError } from '../command-error';
import { forEnvironment } from '../environments/for-environment';
import { describeRollBack, rollBack } from './account/roll-back';
import { ACCOUNT_OPTIONS, ACCOUNT_USAGE, withAccount } from './account/with-account';
import { readArguments } from './read-arguments';

const USAGE = `npm run flows -- rollback NAME [--to REV] [--env NAME] [--local PORT]

  Publishes an earlier revision again. It becomes the newest; none is lost.

  --to REV      number of the revision; the last published one before the live one that differs from it when absent
${ACCOUNT_USAGE}`;

/** `npm run flows -- rollback` */
export async function run(args: string[]): Promise<number | undefined> {
  const parsed = readArguments(USAGE, { from: 1, to: 1 }, () =>
    parseArgs({ args, allowPositionals: true, options: { ...ACCOUNT_OPTIONS, to: { type: 'string' } } }),
  );
  if (typeof parsed === 'number') return parsed;
  const { values, positionals } = parsed;
  const [name = ''] = positionals;
  const { to } = values;
  if (to !== undefined && !/^\d+$/.test(to)) throw new CommandError(`--to ${to} is no number of a revision`);
  const told = await withAccount(values, async (context) => {
    const result = await rollBack(context, name, to === undefined ? to : Number(to));
    return forEnvironment(describeRollBack(name, result), context.environment);
  });
  console.log(told);
  return 0;
}
