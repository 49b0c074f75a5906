import type { Twilio } from 'twilio';
import { seedAccount } from '../../local-twilio/src/account/account';
import { CommandError } from '../command-error';
import { accountClient, explainProblem } from '../environments/account-client';
import { readEnvironment } from '../environments/environment';

export interface AccountChoice {
  env?: string | undefined;
  /** Port of a local Twilio. */
  local?: string | undefined;
}

export interface RoutingAccount {
  client: Twilio;
  workspaceSid: string;
}

/** Does something with the workspace of `--env NAME`, of `.env`, or of the local Twilio on `--local PORT`. */
export async function withRoutingAccount<Result>(
  { env, local }: AccountChoice,
  work: (account: RoutingAccount) => Promise<Result>,
): Promise<Result> {
  if (local !== undefined) return locally(local, work);
  const environment = readEnvironment({ env });
  const client = accountClient(environment);
  const { TASKROUTER_WORKSPACE_SID: workspaceSid } = environment.values;
  if (!workspaceSid) {
    throw new CommandError(
      `Missing in ${environment.file}: TASKROUTER_WORKSPACE_SID (WS…). \`npm run doctor -- --write\` finds it`,
    );
  }
  return work({ client, workspaceSid }).catch((error: unknown) => {
    throw explainProblem(error, environment.values);
  });
}

async function locally<Result>(port: string, work: (account: RoutingAccount) => Promise<Result>): Promise<Result> {
  if (!/^\d{1,5}$/.test(port)) throw new CommandError(`--local ${port} is no port`);
  const { accountSid, apiKey, apiSecret, workspaceSid } = seedAccount(process.env);
  const values = { ACCOUNT_SID: accountSid, TWILIO_API_KEY: apiKey, TWILIO_API_SECRET: apiSecret };
  const { runWithTwilioPort } = await import('../../local-twilio/src/preload.cjs');
  return runWithTwilioPort(Number(port), () =>
    work({ client: accountClient({ file: '', values }), workspaceSid }).catch((error: unknown) => {
      throw explainProblem(error, values);
    }),
  );
}
