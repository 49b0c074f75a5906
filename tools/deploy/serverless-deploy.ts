import path from 'node:path';
import { twilioPort } from '../../local-twilio/src/preload.cjs';
import { accountClient, explainProblem } from '../environments/account-client';
import type { Environment } from '../environments/environment';
import { DeployInfoFile } from './upload/deploy-info';
import { findService } from './upload/find-service';
import { runToolkit } from './upload/run-toolkit';
import type { ServerlessDeployment } from './upload/serverless-deployment';
import { signInWith } from './upload/sign-in-with';
import { usedVariables } from './upload/used-variables';
import { writeVariablesFile } from './upload/variables-file';

export interface ServerlessDeployOptions {
  projectFolder: string;
  environment: Environment;
  /** A line on how far it is. */
  say: (line: string) => void;
  /** More for the toolkit's process. */
  env?: Record<string, string>;
}

/**
 * Builds and uploads Functions and assets with the Serverless Toolkit (`twilio-run deploy`), which is what `twilio
 * serverless:deploy` runs too. It finds the project's own service by name, so it can be run again after any failure.
 *
 * The toolkit signs in with a name and a password: the API key and its secret do, and the Auth Token where there is no
 * key. They travel in a file that only its owner can read, never on the command line.
 *
 * @throws CommandError that says what to mend
 */
export async function serverlessDeploy(options: ServerlessDeployOptions): Promise<ServerlessDeployment> {
  const { projectFolder, environment, say, env = {} } = options;
  const { values, domainSuffix } = environment;
  const { ACCOUNT_SID = '' } = values;
  const client = accountClient(environment);
  const variables = usedVariables(values);
  const info = new DeployInfoFile(projectFolder);
  const serviceSid = await findService(client, projectFolder, info.serviceOf(ACCOUNT_SID)).catch((error: unknown) => {
    throw explainProblem(error, values);
  });
  if (!serviceSid) info.forget(ACCOUNT_SID);
  const file = writeVariablesFile({ ...variables, ...signInWith(values) });
  try {
    say('Building, and checking what would be uploaded');
    const deployed = await runToolkit({
      projectFolder,
      args: [
        ...['--cwd', projectFolder, '--config', path.join(projectFolder, '.twilioserverlessrc.js')],
        ...['--env', file.path, '--output-format', 'json'],
        ...(domainSuffix === '' ? ['--production'] : ['--environment', domainSuffix]),
        ...(serviceSid ? ['--service-sid', serviceSid] : []),
      ],
      environment,
      env: { ...env, FLOWS_ARE_PUBLISHED_NEXT: '1' },
      say,
    });
    // So that the bare `twilio serverless:deploy` finds the service too.
    const { serviceSid: deployedTo, buildSid } = deployed;
    if (twilioPort() === 0) info.remember(ACCOUNT_SID, { serviceSid: deployedTo, latestBuild: buildSid });
    return deployed;
  } finally {
    file.remove();
  }
}
