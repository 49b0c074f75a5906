import path from 'node:path';
import type { Twilio } from 'twilio';
import { readFlows } from '../../studio-flows/read-flows';
import { CommandError } from '../command-error';
import { PROJECT_FOLDER } from '../project-folder';

/** Of the Serverless service in which the Functions are deployed. */
export function serviceName(): string {
  return readFlows(path.join(PROJECT_FOLDER, 'studio-flows')).names.serverless.service.uniqueName;
}

/**
 * Where the Functions of an environment are deployed: https://DOMAIN, looked up by the service's name and the
 * environment's domain suffix. https://www.twilio.com/docs/serverless/api/resource/environment
 *
 * @throws CommandError when there is no such service or environment
 */
export async function findFunctions(client: Twilio, domainSuffix: string): Promise<string> {
  const name = serviceName();
  const services = await client.serverless.v1.services.list();
  const service = services.find(({ uniqueName }) => uniqueName === name);
  if (!service) throw new CommandError(`The account has no Serverless service ${name}: deploy first`);
  const environments = await client.serverless.v1.services(service.sid).environments.list();
  const environment = environments.find((one) => (one.domainSuffix ?? '') === domainSuffix);
  if (environment) return originOf(environment.domainName);
  const suffixes = environments.map((one) => one.domainSuffix || 'production').join(', ') || 'none';
  throw new CommandError(
    `The service ${name} has no environment ${domainSuffix || 'production'}, only: ${suffixes}. Deploy it first, or name its address with --url`,
  );
}

/** There is no TLS on a laptop. */
const originOf = (domain: string) => `${/^(127\.0\.0\.1|localhost)(:|$)/.test(domain) ? 'http' : 'https'}://${domain}`;
