import { CommandError } from '../../command-error';
import type { Environment } from '../../environments/environment';

/** A request of the toolkit that was refused; status 0: nobody answered. */
export interface RefusedRequest {
  method: string;
  path: string;
  status: number;
  code?: number;
  message: string;
}

/** What to mend, for the person at the terminal. What is done stays done: a second run goes on from there. */
export function uploadProblem(refused: RefusedRequest, { values }: Pick<Environment, 'values'>): CommandError {
  return new CommandError(`${explain(refused, values)}\nThe Functions that were live are live still.`);
}

function explain({ method, path, status, code, message }: RefusedRequest, values: Environment['values']): string {
  const key = values.TWILIO_API_KEY ?? 'AUTH_TOKEN';
  if (status === 0) return `Twilio could not be reached (${message}). Run the command again.`;
  if (code === 70051 || status === 403) {
    return `${key} may not deploy Functions: use a key of type Standard or Main, or give a Restricted one Serverless.`;
  }
  if (status === 401) {
    return `Twilio does not accept ${key} for account ${values.ACCOUNT_SID}: mend the key or its secret.`;
  }
  if (status === 429) return 'Twilio was asked too often and refused ten times. Run the command again in a minute.';
  if (status >= 500) return `Twilio failed with ${status}, at ${method} ${path}: ${message}. Run the command again.`;
  if (/runtime-handler/.test(message)) {
    return `${message}\nIn package.json, dependencies, @twilio/runtime-handler must be a version that Twilio has: 2.0.1.`;
  }
  if (/dependencies could not be validated/i.test(message)) {
    return `${message}\nTwilio installs the dependencies of package.json from the public registry, each in its exact version.`;
  }
  if (/at most \d+ Services|maximum number of services/i.test(message)) {
    return `${message}. Remove one that nobody needs: console.twilio.com, Functions and Assets, Services.`;
  }
  return `Twilio answered ${status}${code ? ` (${code})` : ''} at ${method} ${path}: ${message}`;
}
