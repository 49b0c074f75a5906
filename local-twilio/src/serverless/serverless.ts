import type { FlowNames } from '../../../studio-flows/flow-names';
import type { ServerlessService } from '../../../studio-flows/stand-ins';
import { seededSid } from '../account/sids';
import type { Kernel } from '../kernel';
import { ServerlessModel } from './model';
import type { Dependency, Environment, FileVersion, Service } from './resources';
import { ServerlessRest } from './rest';
import { ServerlessViews } from './views';

export interface DeployedOptions {
  /** Which service, environment and Functions there are. */
  names: FlowNames['serverless'];
  /** Where the Functions run; without it the environment has the stand-in's domain, and nobody answers there. */
  functionsUrl?: string;
}

/** What a domain serves, as it was uploaded. */
export interface ActiveDeployment {
  serviceSid: string;
  environmentSid: string;
  buildSid: string;
  domainName: string;
  includeCredentials: boolean;
  runtime: string;
  dependencies: Dependency[];
  variables: Record<string, string>;
  functions: FileVersion[];
  assets: FileVersion[];
}

export interface Serverless {
  /** What flows need to know of each service, by its unique name, at this moment. */
  services(): Record<string, ServerlessService>;
  /** Undefined: there is no such domain, or nothing was deployed to it. */
  activeDeployment(domainName: string): ActiveDeployment | undefined;
  /** For `GET /_local/state`. */
  state(): unknown;
}

export interface DeployedServerless extends Serverless {
  /** The service that was there from the start. */
  readonly service: ServerlessService;
}

/** The Serverless API. It keeps what is uploaded and runs none of it. */
export function createServerless(kernel: Kernel): Serverless;
/** With a service as `twilio serverless:deploy` leaves it, whose Functions run elsewhere. */
export function createServerless(kernel: Kernel, deployed: DeployedOptions): DeployedServerless;
export function createServerless(kernel: Kernel, deployed?: DeployedOptions): Serverless | DeployedServerless {
  const { account, clock, assumptions, routes } = kernel;
  const model = new ServerlessModel({ accountSid: account.accountSid, clock, assumptions });
  new ServerlessRest(routes, model, new ServerlessViews(account.accountSid));
  if (deployed) seedDeployed(kernel, model, deployed);

  const serverless: Serverless = {
    services: () =>
      Object.fromEntries(model.services.all().map((service) => [service.uniqueName, describe(model, service)])),
    activeDeployment: (domainName) => {
      const environment = model.environments.all().find((candidate) => candidate.domainName === domainName);
      return environment && activeDeployment(model, environment);
    },
    state: () =>
      model.environments.all().map(({ serviceSid, domainName, buildSid }) => ({ serviceSid, domainName, buildSid })),
  };
  if (!deployed) return serverless;
  return {
    ...serverless,
    get service() {
      return describe(model, model.service(deployed.names.service.uniqueName));
    },
  };
}

function seedDeployed({ account }: Kernel, model: ServerlessModel, { names, functionsUrl }: DeployedOptions): void {
  const { uniqueName } = names.service;
  const { domainSuffix, origin } = names.environment;
  const service = model.createService(
    { uniqueName, friendlyName: uniqueName, includeCredentials: true, uiEditable: false },
    account.serverlessServiceSid,
  );
  // As the serverless toolkit names them.
  const environmentName = domainSuffix === '' ? 'production' : `${domainSuffix}-environment`;
  const environment = model.createEnvironment(service, environmentName, domainSuffix || null, {
    sid: account.serverlessEnvironmentSid,
    domainName: new URL(functionsUrl ?? origin).host,
  });
  environment.buildSid = seededSid('ZB', 'build');
  for (const path of Object.values(names.functions)) model.createFile(service, 'function', path, seededSid('ZH', path));
}

function describe(model: ServerlessModel, { sid }: Service): ServerlessService {
  return {
    sid,
    environments: Object.fromEntries(
      model.environments
        .of(sid)
        .map((environment) => [
          environment.domainSuffix ?? '',
          { sid: environment.sid, origin: `https://${environment.domainName}` },
        ]),
    ),
    // The toolkit takes the path as the name.
    functions: Object.fromEntries(
      model.files
        .of(sid)
        .filter(({ kind }) => kind === 'function')
        .map((file) => [file.friendlyName, file.sid]),
    ),
  };
}

function activeDeployment(model: ServerlessModel, environment: Environment): ActiveDeployment | undefined {
  const { sid, serviceSid, domainName, buildSid } = environment;
  const build = buildSid === null ? undefined : model.builds.find(buildSid, serviceSid);
  if (!build) return undefined;
  return {
    serviceSid,
    environmentSid: sid,
    buildSid: build.sid,
    domainName,
    includeCredentials: model.service(serviceSid).includeCredentials,
    runtime: build.runtime,
    dependencies: build.dependencies,
    variables: Object.fromEntries(model.variablesOf(sid).map(({ key, value }) => [key, value])),
    functions: build.functionVersions,
    assets: build.assetVersions,
  };
}
