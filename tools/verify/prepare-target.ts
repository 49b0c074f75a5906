import { seedAccount } from '../../local-twilio/src/account/account';
import { CommandError } from '../command-error';
import { accountClient } from '../environments/account-client';
import { checkAccount } from '../environments/check-account';
import { type Environment, readEnvironment } from '../environments/environment';
import { findFunctions } from '../environments/find-functions';
import { functionsEnvironment } from '../functions-environment';
import { LOCAL_PACE, REAL_PACE } from './patience';
import { localAddresses, readTargetValues, type Target, TWILIO_ADDRESSES } from './target';

export interface Chosen {
  environment: Environment;
  /** `--url` */
  url?: string | undefined;
  /** `--local` */
  localPort?: number | undefined;
}

/** `--env`, or what the local Twilio has. @throws CommandError when there is no such file */
export function chooseEnvironment({ env, localPort }: { env?: string | undefined; localPort?: number | undefined }) {
  return localPort === undefined ? readEnvironment({ env }) : localEnvironment(env);
}

/**
 * The account of an environment, looked at before anything is made there.
 *
 * @throws CommandError when values are missing, the Functions are not deployed, or the credentials belong to another
 * account than the environment names; RestException when Twilio refuses
 */
export async function prepareTarget({ environment, url, localPort }: Chosen): Promise<Target> {
  const { found: values, missing } = readTargetValues(environment.values);
  if (missing.length > 0) {
    throw new CommandError(
      `Missing in ${environment.file} and in the environment: ${missing.join(', ')}. \`npm run doctor -- --write\` finds them, with the same --env`,
    );
  }
  const client = accountClient(environment);
  checkUrl(url);
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

function checkUrl(url: string | undefined): void {
  if (url === undefined || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) return;
  throw new CommandError(`--url ${url} is no address, such as https://flex-handoff-1234.twil.io`);
}
