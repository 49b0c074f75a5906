import { seedAccount } from '../../local-twilio/src/account/account';
import { CommandError } from '../command-error';
import { accountClient } from '../environments/account-client';
import { type Environment, readEnvironment } from '../environments/environment';
import { functionsEnvironment } from '../functions-environment';
import { checkAccount } from './check-account';
import { findFunctions } from './find-functions';
import { LOCAL_PACE, REAL_PACE } from './patience';
import { localAddresses, readTargetValues, type Target, TWILIO_ADDRESSES } from './target';

export interface Chosen {
  /** `--env` */
  env?: string | undefined;
  /** `--url` */
  url?: string | undefined;
  /** `--local` */
  localPort?: number | undefined;
}

/**
 * The account of an environment, looked at before anything is made there.
 *
 * @throws CommandError when values are missing, the Functions are not deployed, or the credentials belong to another
 * account than the environment names
 */
export async function prepareTarget({ env, url, localPort }: Chosen): Promise<Target> {
  const environment = localPort === undefined ? readEnvironment({ env }) : localEnvironment(env);
  const { found: values, missing } = readTargetValues(environment.values);
  if (missing.length > 0) {
    const command = `npm run doctor -- ${env === undefined ? '' : `--env ${env} `}--write`;
    throw new CommandError(
      `Missing in ${environment.file} and in the environment: ${missing.join(', ')}. \`${command}\` finds them`,
    );
  }
  const client = accountClient(environment);
  await checkAccount(client, values.accountSid, values.workspaceSid);
  const functionsUrl = url ?? (await findFunctions(client, environment.domainSuffix));
  const deployedLocally = localPort !== undefined && new URL(functionsUrl).hostname.endsWith('.twil.io');
  return {
    name: environment.name,
    client,
    values,
    functionsUrl,
    ...(deployedLocally && { functionsAddress: `http://127.0.0.1:${localPort}/__t/${new URL(functionsUrl).host}` }),
    addresses: localPort === undefined ? TWILIO_ADDRESSES : localAddresses(localPort),
    pace: localPort === undefined ? REAL_PACE : LOCAL_PACE,
  };
}

/** What npm start and a deployment there have from the first second on; a file says what is otherwise. */
function localEnvironment(env: string | undefined): Environment {
  const environment = readEnvironment({ env: env ?? 'local', mustExist: false });
  const seeded = functionsEnvironment(seedAccount(process.env), {}, '');
  return {
    ...environment,
    ...(env === undefined && { domainSuffix: 'dev' }),
    values: { ...seeded, ...environment.values },
  };
}
