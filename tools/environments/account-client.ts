import twilio, { type Twilio } from 'twilio';
import { CommandError } from '../command-error';
import type { Environment } from './environment';

/**
 * The helper library for the environment's account, with its API key, or its Auth Token where there is no key.
 *
 * @throws CommandError that names what is missing or malformed, and where it is found
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
  // The helper library refuses these too, without a word on where they came from.
  if (!ACCOUNT_SID?.startsWith('AC')) throw malformed('ACCOUNT_SID', 'AC', file);
  if (byKey && !TWILIO_API_KEY.startsWith('SK')) throw malformed('TWILIO_API_KEY', 'SK', file);
  return byKey
    ? twilio(TWILIO_API_KEY, TWILIO_API_SECRET, { accountSid: ACCOUNT_SID })
    : twilio(ACCOUNT_SID, AUTH_TOKEN, { accountSid: ACCOUNT_SID });
}

const malformed = (name: string, prefix: string, file: string) =>
  new CommandError(`${name}, in ${file} or in the environment, is malformed: it takes ${prefix} and 32 hex digits`);

/** What Twilio answered, or that it did not, for the person at the terminal; anything else comes back as it is. */
export function explainProblem(error: unknown, values: Environment['values']): Error {
  if (error instanceof CommandError) return error;
  if (error instanceof twilio.RestException && error.status === 401) {
    return new CommandError(
      `Twilio does not accept ${values.TWILIO_API_KEY ?? 'AUTH_TOKEN'} for account ${values.ACCOUNT_SID}: mend the key or its secret`,
    );
  }
  if (error instanceof twilio.RestException) {
    return new CommandError(`Twilio answered ${error.status}${error.code ? ` (${error.code})` : ''}: ${error.message}`);
  }
  if (!(error instanceof Error)) return new Error(String(error));
  return isOfNetwork(error) ? new CommandError(`Twilio could not be asked: ${error.message || error.code}`) : error;
}

/** The helper library sends by axios; https://nodejs.org/api/errors.html#nodejs-error-codes */
function isOfNetwork(error: Error): error is Error & { code?: string } {
  const { isAxiosError, code = '' } = error as { isAxiosError?: boolean; code?: string };
  return isAxiosError === true || /^(E(CONN|HOST|NET|PIPE|TIMEDOUT|AI_)|ENOTFOUND|CERT_|ERR_TLS)/.test(code);
}
