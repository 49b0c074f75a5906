import { createHash } from 'node:crypto';
import type { Clock } from '../account/clock';
import { newSid } from '../account/sids';
import type { Assumptions } from '../assumptions';
import { badRequest, notFound, TwilioError } from '../http/errors';
import { checkContents, checkRuntime, readDependencies, whyNotInstalled } from './check-build';
import { checkEnvironmentName, checkFriendlyName, checkServiceName } from './check-names';
import type { Upload } from './check-upload';
import { checkVariable } from './check-variable';
import type {
  Build,
  Deployment,
  Environment,
  FileKind,
  FileResource,
  FileVersion,
  Service,
  Variable,
} from './resources';

/** https://www.twilio.com/docs/serverless/functions-assets/faq; more are answered with error 20001. */
const MOST_SERVICES = 50;
/** Long enough to be seen unfinished once. */
const BUILD_MS = 200;

export interface ServerlessParts {
  accountSid: string;
  clock: Clock;
  assumptions: Assumptions;
}

export interface BuildRequest {
  functionVersionSids: string[];
  assetVersionSids: string[];
  /** As it came in the form. */
  dependencies: string | undefined;
  runtime: string | undefined;
}

type NewService = Pick<Service, 'uniqueName' | 'friendlyName' | 'includeCredentials' | 'uiEditable'>;

/** https://www.twilio.com/docs/serverless/api: services, what is uploaded to them, what is built of it, what is live. */
export class ServerlessModel {
  readonly services = new Shelf<Service>();
  readonly environments = new Shelf<Environment>();
  readonly files = new Shelf<FileResource>();
  readonly versions = new Shelf<FileVersion>();
  readonly builds = new Shelf<Build>();
  readonly variables = new Shelf<Variable>();
  readonly deployments = new Shelf<Deployment>();

  constructor(private readonly parts: ServerlessParts) {}

  /** By SID or unique name, as in a path. */
  service(name: string): Service {
    const found = this.services.all().find(({ sid, uniqueName }) => sid === name || uniqueName === name);
    if (!found) throw notFound(`/Services/${name}`);
    return found;
  }

  createService(given: NewService, sid = newSid('ZS')): Service {
    checkServiceName(given.uniqueName);
    checkFriendlyName(given.friendlyName);
    if (this.services.all().some(({ uniqueName }) => uniqueName === given.uniqueName)) {
      throw new TwilioError(409, 20409, `A Service with the UniqueName ${given.uniqueName} exists`);
    }
    if (this.services.all().length >= MOST_SERVICES) {
      throw badRequest(20001, `An account can have at most ${MOST_SERVICES} Services`);
    }
    const domainBase = `${given.uniqueName.toLowerCase()}-${this.#digits(given.uniqueName)}`;
    return this.services.put({ ...given, ...this.#new(sid), domainBase });
  }

  updateService(service: Service, changes: Partial<Omit<NewService, 'uniqueName'>>): Service {
    if (changes.friendlyName !== undefined) checkFriendlyName(changes.friendlyName);
    return this.#change(service, changes);
  }

  /** With everything in it. */
  deleteService({ sid }: Service): void {
    this.services.remove(sid);
    for (const shelf of [this.environments, this.files, this.versions, this.builds, this.variables, this.deployments]) {
      for (const part of shelf.of(sid)) shelf.remove(part.sid);
    }
  }

  createEnvironment(
    service: Service,
    uniqueName: string,
    domainSuffix: string | null,
    fixed: { sid?: string; domainName?: string } = {},
  ): Environment {
    checkEnvironmentName(uniqueName, domainSuffix);
    const taken = this.environments
      .of(service.sid)
      .some((other) => other.uniqueName === uniqueName || other.domainSuffix === domainSuffix);
    if (taken) throw new TwilioError(409, 20409, `An Environment with this UniqueName or DomainSuffix exists`);
    const domainName = fixed.domainName ?? `${[service.domainBase, domainSuffix].filter(Boolean).join('-')}.twil.io`;
    return this.environments.put({
      ...this.#part('ZE', service, fixed.sid),
      uniqueName,
      domainSuffix,
      domainName,
      buildSid: null,
    });
  }

  deleteEnvironment({ sid }: Environment): void {
    this.environments.remove(sid);
    for (const { sid: variable } of this.variablesOf(sid)) this.variables.remove(variable);
    for (const { sid: deployment } of this.deploymentsOf(sid)) this.deployments.remove(deployment);
  }

  createFile(service: Service, kind: FileKind, friendlyName: string, sid?: string): FileResource {
    checkFriendlyName(friendlyName);
    return this.files.put({ ...this.#part('ZH', service, sid), kind, friendlyName });
  }

  createVersion(service: Service, { sid, kind }: FileResource, upload: Upload): FileVersion {
    return this.versions.put({ ...this.#part('ZN', service), kind, fileSid: sid, ...upload });
  }

  /** It is being built at first; the clock completes it. */
  createBuild(service: Service, request: BuildRequest): Build {
    const named = (kind: FileKind, sids: string[]) =>
      sids.map((sid) => {
        const version = this.versions.find(sid, service.sid);
        if (version?.kind !== kind) throw badRequest(20001, `${sid} is no ${kind} version of this Service`);
        return version;
      });
    const functionVersions = named('function', request.functionVersionSids);
    const assetVersions = named('asset', request.assetVersionSids);
    checkContents(functionVersions, assetVersions);
    const dependencies = readDependencies(request.dependencies);
    const problem = whyNotInstalled(dependencies);
    if (problem && this.parts.assumptions.serverlessRefusesBuildAtOnce) throw badRequest(20001, problem);
    const build = this.builds.put<Build>({
      ...this.#part('ZB', service),
      status: 'building',
      functionVersions,
      assetVersions,
      dependencies,
      runtime: checkRuntime(request.runtime),
    });
    this.parts.clock.after(BUILD_MS, () => this.#change(build, { status: problem ? 'failed' : 'completed' }));
    return build;
  }

  createVariable(environment: Environment, key: string, value: string): Variable {
    checkVariable(key, value);
    if (this.variablesOf(environment.sid).some((other) => other.key === key)) {
      throw new TwilioError(409, 20409, `The Variable ${key} exists`);
    }
    const part = this.#part('ZV', { sid: environment.serviceSid });
    return this.variables.put({ ...part, environmentSid: environment.sid, key, value });
  }

  updateVariable(variable: Variable, { key, value }: Partial<Pick<Variable, 'key' | 'value'>>): Variable {
    const changed = { key: key ?? variable.key, value: value ?? variable.value };
    checkVariable(changed.key, changed.value);
    return this.#change(variable, changed);
  }

  /** Makes a build what the environment's domain serves. */
  deploy(environment: Environment, buildSid: string): Deployment {
    const build = this.builds.find(buildSid, environment.serviceSid);
    if (!build) throw badRequest(20001, `${buildSid} is no Build of this Service`);
    if (build.status !== 'completed') throw badRequest(20001, `The Build ${buildSid} is ${build.status}`);
    this.#change(environment, { buildSid });
    const part = this.#part('ZD', { sid: environment.serviceSid });
    return this.deployments.put({ ...part, environmentSid: environment.sid, buildSid });
  }

  variablesOf(environmentSid: string): Variable[] {
    return this.variables.all().filter((variable) => variable.environmentSid === environmentSid);
  }

  deploymentsOf(environmentSid: string): Deployment[] {
    return this.deployments.all().filter((deployment) => deployment.environmentSid === environmentSid);
  }

  #change<Kind extends { dateUpdated: string }>(resource: Kind, changes: Partial<NoInfer<Kind>>): Kind {
    return Object.assign(resource, changes, { dateUpdated: this.#now() });
  }

  #part(prefix: string, service: Pick<Service, 'sid'>, sid = newSid(prefix)) {
    return { ...this.#new(sid), serviceSid: service.sid };
  }

  #new(sid: string) {
    const now = this.#now();
    return { sid, dateCreated: now, dateUpdated: now };
  }

  readonly #now = () => this.parts.clock.isoNow().replace(/\.\d+Z$/, 'Z');

  /** Four digits that differ by account and service, the same in every run. */
  #digits(uniqueName: string): number {
    const digest = createHash('sha256').update(`${this.parts.accountSid}:${uniqueName}`).digest();
    return 1000 + (digest.readUInt32BE(0) % 9000);
  }
}

/** Resources by SID, oldest first. */
class Shelf<Kind extends { sid: string; serviceSid?: string }> {
  readonly #bySid = new Map<string, Kind>();

  put<Given extends Kind>(resource: Given): Given {
    this.#bySid.set(resource.sid, resource);
    return resource;
  }

  all(): Kind[] {
    return [...this.#bySid.values()];
  }

  of(serviceSid: string): Kind[] {
    return this.all().filter((resource) => resource.serviceSid === serviceSid);
  }

  find(sid: string, serviceSid: string): Kind | undefined {
    const found = this.#bySid.get(sid);
    return found?.serviceSid === serviceSid ? found : undefined;
  }

  remove(sid: string): void {
    this.#bySid.delete(sid);
  }
}
