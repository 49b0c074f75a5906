import { parseArgs } from 'node:util';
import { CommandError } from '../command-error';

export interface AccountFlags {
  env?: string | undefined;
  /** Does not ask which account it is. */
  yes: boolean;
}

const OPTIONS = { twilio: { type: 'boolean' }, env: { type: 'string' }, yes: { type: 'boolean' } } as const;

/** `npm start -- --twilio [--env NAME] [--yes]`. @throws CommandError for any other flag */
export function parseAccountFlags(args: string[]): AccountFlags {
  try {
    const { env, yes = false } = parseArgs({ args, options: OPTIONS, strict: true }).values;
    return { env, yes };
  } catch (error) {
    throw new CommandError(
      `${(error as Error).message.split('. ')[0]}. With --twilio there is no local Twilio; there are:
  --env NAME    .env.NAME, or the path of a file; .env when absent
  --yes         does not ask which account it is`,
    );
  }
}
