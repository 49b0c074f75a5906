import twilio, { type Twilio } from 'twilio';
import { CommandError } from '../command-error';
import type { Environment } from './environment';

/**
 * The helper library for the environment's account, with its API key, or its Auth Token where there is no key.
 *
 * @throws CommandError that names what is missing and where it is found
 */
export function accountClient({ file, values }: Pick<Environment, 'file' | 'values'>): Twilio {
  const { ACCOUNT_SID, AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET } = values;
  const byKey = TWILIO_API_KEY && TWILIO_API_SECRET;
  const missing: string[] = [];
  if (!ACCOUNT_SID) missing.push('ACCOUNT_SID (AC…): console.twilio.com, on the first page');
  if (!byKey && !AUTH_TOKEN) {
    missing.push(
      'TWILIO_API_KEY (SK…) and TWILIO_API_SECRET, or AUTH_TOKEN: console.twilio.com, Account, API keys & tokens',
    );
  }
  if (missing.length > 0) {
    throw new CommandError(
      `Missing in ${file} and in the environment:\n${missing.map((line) => `  - ${line}`).join('\n')}`,
    );
  }
  return byKey
    ? twilio(TWILIO_API_KEY, TWILIO_API_SECRET, { accountSid: ACCOUNT_SID })
    : twilio(ACCOUNT_SID, AUTH_TOKEN, { accountSid: ACCOUNT_SID });
}

/** What Twilio answered, for the person at the terminal. */
export function explainProblem(error: unknown, values: Environment['values']): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof twilio.RestException && error.status === 401) {
    return new CommandError(
      `Twilio does not accept ${values.TWILIO_API_KEY ?? 'AUTH_TOKEN'} for account ${values.ACCOUNT_SID}: mend the key or its secret`,
    );
  }
  if (error instanceof twilio.RestException) {
    return new CommandError(`Twilio answered ${error.status}${error.code ? ` (${error.code})` : ''}: ${error.message}`);
  }
  return new CommandError(`Twilio could not be asked: ${error instanceof Error ? error.message : String(error)}`);
}
