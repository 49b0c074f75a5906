import { VARIABLES } from '../../../src/lib/config';
import { CommandError } from '../../command-error';

/** https://www.twilio.com/docs/serverless/api/resource/variable */
const LARGEST_VALUE_BYTES = 450;

/** What the toolkit takes from the file to sign in, and does not deploy. */
export const CREDENTIALS = ['ACCOUNT_SID', 'AUTH_TOKEN'];

/** Whether a deployed Function reads this variable; ACCOUNT_SID is there without being deployed. */
export const isUsed = (name: string) => Object.hasOwn(VARIABLES, name) && !CREDENTIALS.includes(name);

/**
 * The variables that the Functions use and that have a value. Twilio keeps no more than 450 bytes of each.
 *
 * @throws CommandError that names every value which is too large
 */
export function usedVariables(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const used = Object.entries(values).filter(
    (entry): entry is [string, string] => isUsed(entry[0]) && Boolean(entry[1]),
  );
  const tooLarge = used
    .map(([name, value]) => ({ name, bytes: Buffer.byteLength(value) }))
    .filter(({ bytes }) => bytes > LARGEST_VALUE_BYTES)
    .map(({ name, bytes }) => `  - ${name} has ${bytes} bytes`);
  if (tooLarge.length > 0) {
    throw new CommandError(
      `Twilio keeps ${LARGEST_VALUE_BYTES} bytes of a variable, so nothing was deployed:\n${tooLarge.join('\n')}\nShorten them. Lists of origins can stand in src/sites/ instead.`,
    );
  }
  return Object.fromEntries(used);
}
