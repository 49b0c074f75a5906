import type { FlowNames } from '../../../studio-flows/flow-names';
import type { ServerlessService } from '../../../studio-flows/resolve-names';
import { seededSid } from '../account/sids';
import type { Kernel } from '../kernel';
import { registerServerlessRest } from './rest';

export interface ServerlessOptions {
  /** Which service, environment and Functions there are. */
  names: FlowNames['serverless'];
  /** Where the Functions run; without it the environment has the stand-in's domain, and nobody answers there. */
  functionsUrl?: string;
}

export interface Serverless {
  service: ServerlessService;
}

/** A Serverless service as `twilio serverless:deploy` leaves it, for reading only: the Functions run elsewhere. */
export function createServerless(kernel: Kernel, { names, functionsUrl }: ServerlessOptions): Serverless {
  const { account } = kernel;
  const { uniqueName } = names.service;
  const { domainSuffix } = names.environment;
  const host = new URL(functionsUrl ?? names.environment.origin).host;
  const paths = Object.values(names.functions);
  const service: ServerlessService = {
    sid: account.serverlessServiceSid,
    environments: { [domainSuffix]: { sid: account.serverlessEnvironmentSid, origin: `https://${host}` } },
    functions: Object.fromEntries(paths.map((path) => [path, seededSid('ZH', path)])),
  };
  registerServerlessRest(kernel, uniqueName, service);
  return { service };
}
