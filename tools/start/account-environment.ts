import path from 'node:path';
import type { Twilio } from 'twilio';
import { parseConfig } from '../../src/lib/config';
import { RequestError } from '../../src/lib/http/errors';
import { SITES } from '../../src/sites/sites';
import { CommandError } from '../command-error';
import { accountClient, explainProblem } from '../environments/account-client';
import { accountName } from '../environments/account-name';
import { checkAccount } from '../environments/check-account';
import type { Environment } from '../environments/environment';
import { findFunctions } from '../environments/find-functions';

/** A real account, as far as running the Functions on it needs to know. */
export interface StartAccount {
  accountSid: string;
  /** Undefined: the key may not ask for it. */
  friendlyName?: string | undefined;
  /** Host of the deployed Functions of this environment; undefined: there are none. */
  deployedDomain?: string | undefined;
}

/**
 * Looks whether everything is there, before anything is started.
 *
 * @throws CommandError that names the variables that are missing or malformed, or what Twilio refuses
 */
export async function examineAccount(environment: Environment): Promise<StartAccount> {
  checkVariables(environment);
  const { ACCOUNT_SID: accountSid = '', TASKROUTER_WORKSPACE_SID: workspaceSid = '' } = environment.values;
  const client = accountClient(environment);
  try {
    await checkAccount(client, accountSid, workspaceSid);
    const [friendlyName, deployedDomain] = await Promise.all([
      accountName(client, accountSid),
      deployedHost(client, environment.domainSuffix),
    ]);
    return { accountSid, friendlyName, deployedDomain };
  } catch (error) {
    throw explainProblem(error, environment.values);
  }
}

/** What the Functions find in `context`: the environment's values, and this machine's pages among the origins. */
export function accountFunctionsEnvironment(
  { values }: Pick<Environment, 'values'>,
  functionsUrl: string,
): Record<string, string> {
  const { AUTH_TOKEN: _kept, ...given } = values;
  const ownSites = SITES.map(({ name }) => `${name}=${functionsUrl}`);
  return {
    ...given,
    ALLOWED_ORIGINS: joined([given.ALLOWED_ORIGINS, functionsUrl]),
    SITE_ORIGINS: joined([given.SITE_ORIGINS, ...ownSites]),
  };
}

const joined = (parts: (string | undefined)[]) => parts.filter(Boolean).join(',');

function checkVariables({ values, file }: Environment): void {
  try {
    parseConfig({ ...values });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const [, env] = /^\.env\.(.+)$/.exec(path.basename(file)) ?? [];
    const doctor = `npm run doctor -- ${env === undefined ? '' : `--env ${env} `}--write`;
    throw new CommandError(`${file}: ${error.message}\n\`${doctor}\` finds what is missing`);
  }
}

async function deployedHost(client: Twilio, domainSuffix: string): Promise<string | undefined> {
  return findFunctions(client, domainSuffix).then(
    (url) => new URL(url).host,
    (error: unknown) => {
      if (error instanceof CommandError) return undefined;
      throw error;
    },
  );
}
