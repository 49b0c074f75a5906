import type { Build, Deployment, Environment, FileResource, FileVersion, Service, Variable } from './resources';

const services = 'https://serverless.twilio.com/v1/Services';
const urlOf = ({ serviceSid }: { serviceSid: string }) => `${services}/${serviceSid}`;

/** The bodies of https://www.twilio.com/docs/serverless/api. */
export class ServerlessViews {
  constructor(private readonly accountSid: string) {}

  readonly service = (service: Service) => {
    const url = `${services}/${service.sid}`;
    return {
      ...this.#common(service),
      friendly_name: service.friendlyName,
      unique_name: service.uniqueName,
      include_credentials: service.includeCredentials,
      ui_editable: service.uiEditable,
      domain_base: service.domainBase,
      url,
      links: links(url, ['environments', 'functions', 'assets', 'builds']),
    };
  };

  readonly environment = (environment: Environment) => {
    const url = `${urlOf(environment)}/Environments/${environment.sid}`;
    return {
      ...this.#common(environment),
      service_sid: environment.serviceSid,
      build_sid: environment.buildSid,
      unique_name: environment.uniqueName,
      domain_suffix: environment.domainSuffix,
      domain_name: environment.domainName,
      url,
      links: links(url, ['variables', 'deployments', 'logs']),
    };
  };

  readonly file = (file: FileResource) => {
    const url = `${urlOf(file)}/${folderOf(file)}/${file.sid}`;
    return {
      ...this.#common(file),
      service_sid: file.serviceSid,
      friendly_name: file.friendlyName,
      url,
      links: { [`${file.kind}_versions`]: `${url}/Versions` },
    };
  };

  readonly version = (version: FileVersion) => {
    const url = versionUrl(version);
    const { date_updated: _, ...common } = this.#common(version);
    return {
      ...common,
      service_sid: version.serviceSid,
      [`${version.kind}_sid`]: version.fileSid,
      path: version.path,
      visibility: version.visibility,
      url,
      ...(version.kind === 'function' ? { links: { function_version_content: `${url}/Content` } } : {}),
    };
  };

  readonly content = (version: FileVersion) => ({
    sid: version.sid,
    account_sid: this.accountSid,
    service_sid: version.serviceSid,
    function_sid: version.fileSid,
    content: version.content.toString('utf8'),
    url: `${versionUrl(version)}/Content`,
  });

  readonly build = (build: Build) => {
    const url = `${urlOf(build)}/Builds/${build.sid}`;
    return {
      ...this.#common(build),
      service_sid: build.serviceSid,
      status: build.status,
      asset_versions: build.assetVersions.map(this.version),
      function_versions: build.functionVersions.map(this.version),
      dependencies: build.dependencies,
      runtime: build.runtime,
      url,
      links: { build_status: `${url}/Status` },
    };
  };

  readonly buildStatus = (build: Build) => ({
    sid: build.sid,
    account_sid: this.accountSid,
    service_sid: build.serviceSid,
    status: build.status,
    url: `${urlOf(build)}/Builds/${build.sid}/Status`,
  });

  readonly variable = (variable: Variable) => ({
    ...this.#inEnvironment(variable, 'Variables'),
    key: variable.key,
    value: variable.value,
  });

  readonly deployment = (deployment: Deployment) => ({
    ...this.#inEnvironment(deployment, 'Deployments'),
    build_sid: deployment.buildSid,
  });

  #inEnvironment(resource: Variable | Deployment, folder: string) {
    return {
      ...this.#common(resource),
      service_sid: resource.serviceSid,
      environment_sid: resource.environmentSid,
      url: `${urlOf(resource)}/Environments/${resource.environmentSid}/${folder}/${resource.sid}`,
    };
  }

  #common({ sid, dateCreated, dateUpdated }: { sid: string; dateCreated: string; dateUpdated: string }) {
    return { sid, account_sid: this.accountSid, date_created: dateCreated, date_updated: dateUpdated };
  }
}

const folderOf = ({ kind }: Pick<FileResource, 'kind'>) => (kind === 'function' ? 'Functions' : 'Assets');

const versionUrl = (version: FileVersion) =>
  `${urlOf(version)}/${folderOf(version)}/${version.fileSid}/Versions/${version.sid}`;

const links = (url: string, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, `${url}/${name.charAt(0).toUpperCase()}${name.slice(1)}`]));
