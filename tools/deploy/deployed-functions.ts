import type { LocalTwilio } from '../../local-twilio/src/local-twilio';
import type { ActiveDeployment } from '../../local-twilio/src/serverless/serverless';
import { CommandError } from '../command-error';
import { type FunctionsServer, startFunctionsServer } from '../functions-server';
import type { FunctionLog } from '../functions-server/function-console';
import { layOut } from './upload/deployed-folder';

export interface ServeDeploymentOptions {
  /** 0 takes a free one. */
  port?: number;
  /** A warning for the developer who watches the terminal. */
  say: (line: string) => void;
  /** Takes what the Functions write with `console`. */
  log?: FunctionLog;
}

/**
 * Runs what was deployed to a domain of a local Twilio: the uploaded bytes with the uploaded variables, laid out as
 * Twilio does, with nothing else of this checkout but the declared dependencies. From then on https://DOMAIN is this
 * server, for webhooks, for flows, and for whoever sends *.twil.io to the local Twilio.
 *
 * @throws CommandError when nothing is deployed there
 */
export async function serveDeployment(
  twilio: LocalTwilio,
  domain: string,
  { port, say, log }: ServeDeploymentOptions,
): Promise<FunctionsServer> {
  const deployment = twilio.serverless.activeDeployment(domain);
  if (!deployment) throw new CommandError(`Nothing is deployed to ${domain}`);
  const folder = layOut(deployment);
  const { account, assumptions, domains } = twilio;
  try {
    const server = await startFunctionsServer({
      port,
      say,
      log,
      distFolder: folder.path,
      baseFolder: folder.path,
      settings: () => ({
        environment: contextOf(deployment, twilio),
        authToken: account.authToken,
        twilioPort: twilio.port,
        assetsAllowOrigins: assumptions.assetsAllowOrigins,
        domainName: domain,
      }),
    });
    domains.serve(domain, server.url);
    return {
      url: server.url,
      reload: () => server.reload(),
      stop: async () => {
        domains.leave(domain);
        await server.stop();
        folder.remove();
      },
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** https://www.twilio.com/docs/serverless/functions-assets/functions/variables */
function contextOf(deployment: ActiveDeployment, { account }: LocalTwilio): Record<string, string> {
  const { variables, serviceSid, environmentSid, includeCredentials } = deployment;
  return {
    ...variables,
    SERVICE_SID: serviceSid,
    ENVIRONMENT_SID: environmentSid,
    ...(includeCredentials && { ACCOUNT_SID: account.accountSid, AUTH_TOKEN: account.authToken }),
  };
}
