import { seedAccount } from '../../../local-twilio/src/account/account';
import { CommandError } from '../../command-error';
import { accountClient, explainProblem } from '../../environments/account-client';
import { type Environment, readEnvironment } from '../../environments/environment';
import { seededFlows } from '../../environments/seeded-flows';
import type { FlowsContext } from './flows-context';

/** For parseArgs: every command that talks to an account takes them. */
export const ACCOUNT_OPTIONS = {
  env: { type: 'string' },
  local: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const ACCOUNT_USAGE = `  --env NAME    the account and Functions of .env.NAME; .env when absent. What is set in the environment wins.
  --local PORT  the local Twilio on this port, as npm start runs it (3001)`;

export interface AccountChoice {
  env?: string;
  local?: string;
}

/**
 * Runs `work` with the account that the command line names.
 *
 * @throws CommandError that says what the environment lacks, or what Twilio answered
 */
export async function withAccount<Result>(
  { env, local }: AccountChoice,
  work: (context: FlowsContext) => Promise<Result>,
): Promise<Result> {
  const port = local === undefined ? undefined : portOf(local);
  const environment = port !== undefined && env === undefined ? await localEnvironment(port) : readEnvironment({ env });
  const ask = async () => {
    const client = accountClient(environment);
    try {
      return await work({ client, environment, workspaceSid: environment.values.TASKROUTER_WORKSPACE_SID ?? '' });
    } catch (error) {
      throw explainProblem(error, environment.values);
    }
  };
  if (port === undefined) return ask();
  const { runWithTwilioPort } = await import('../../../local-twilio/src/preload.cjs');
  return runWithTwilioPort(port, ask);
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new CommandError(`--local ${text} is no port`);
}

/** What the local Twilio has from its first second on, and the flows that it started with. */
async function localEnvironment(port: number): Promise<Environment> {
  const { accountSid, apiKey, apiSecret, workspaceSid } = seedAccount(process.env);
  const flows = await seededFlows(port);
  return {
    name: 'dev',
    file: 'the local Twilio',
    domainSuffix: 'dev',
    values: {
      ACCOUNT_SID: accountSid,
      TWILIO_API_KEY: apiKey,
      TWILIO_API_SECRET: apiSecret,
      TASKROUTER_WORKSPACE_SID: workspaceSid,
      STUDIO_FLOWS: flows.map(({ sid, friendlyName }) => `${friendlyName}=${sid}`).join(','),
    },
    flags: `--local ${port}`,
  };
}
