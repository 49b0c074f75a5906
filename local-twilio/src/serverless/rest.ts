import { notFound } from '../http/errors';
import { page } from '../http/paging';
import type { RestReply, RestRequest, Routes } from '../http/routes';
import type { ServerlessModel } from './model';
import { readUpload } from './read-upload';
import type { Environment, FileKind, FileResource, Service } from './resources';
import type { ServerlessViews } from './views';

const HOST = 'serverless.twilio.com';
const UPLOAD_HOST = 'serverless-upload.twilio.com';
const SERVICE = '/v1/Services/:serviceSid';

const ok = (body: unknown): RestReply => ({ status: 200, body });
const created = (body: unknown): RestReply => ({ status: 201, body });
const GONE: RestReply = { status: 204 };

/** https://www.twilio.com/docs/serverless/api, as far as deploying needs it. */
export class ServerlessRest {
  constructor(
    private readonly routes: Routes,
    private readonly model: ServerlessModel,
    private readonly views: ServerlessViews,
  ) {
    this.#services();
    this.#environments();
    this.#variables();
    this.#deployments();
    this.#files('function', 'Functions');
    this.#files('asset', 'Assets');
    this.#builds();
  }

  #services(): void {
    const { model, views } = this;
    this.#on('GET', '/v1/Services', (request) =>
      ok(page(request, 'services', model.services.all().map(views.service))),
    );
    this.#on('POST', '/v1/Services', ({ form }) =>
      created(
        views.service(
          model.createService({
            uniqueName: form.required('UniqueName'),
            friendlyName: form.required('FriendlyName'),
            includeCredentials: form.boolean('IncludeCredentials') ?? true,
            uiEditable: form.boolean('UiEditable') ?? false,
          }),
        ),
      ),
    );
    this.#on('GET', SERVICE, (request) => ok(views.service(this.#service(request))));
    this.#on('POST', SERVICE, (request) => {
      const { form } = request;
      const changes = {
        friendlyName: form.get('FriendlyName'),
        includeCredentials: form.boolean('IncludeCredentials'),
        uiEditable: form.boolean('UiEditable'),
      };
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      return ok(views.service(model.updateService(this.#service(request), given)));
    });
    this.#on('DELETE', SERVICE, (request) => {
      model.deleteService(this.#service(request));
      return GONE;
    });
  }

  #environments(): void {
    const { model, views } = this;
    const list = `${SERVICE}/Environments`;
    this.#on('GET', list, (request) => {
      const { sid } = this.#service(request);
      return ok(page(request, 'environments', model.environments.of(sid).map(views.environment)));
    });
    this.#on('POST', list, (request) => {
      const { form } = request;
      const suffix = form.get('DomainSuffix') || null;
      return created(
        views.environment(model.createEnvironment(this.#service(request), form.required('UniqueName'), suffix)),
      );
    });
    this.#on('GET', `${list}/:environmentSid`, (request) => ok(views.environment(this.#environment(request))));
    this.#on('DELETE', `${list}/:environmentSid`, (request) => {
      model.deleteEnvironment(this.#environment(request));
      return GONE;
    });
  }

  #variables(): void {
    const { model, views } = this;
    const list = `${SERVICE}/Environments/:environmentSid/Variables`;
    const variable = (request: RestRequest) => {
      const { sid } = this.#environment(request);
      return found(
        model.variablesOf(sid).find((candidate) => candidate.sid === request.params.sid),
        request,
      );
    };
    this.#on('GET', list, (request) =>
      ok(page(request, 'variables', model.variablesOf(this.#environment(request).sid).map(views.variable))),
    );
    this.#on('POST', list, (request) => {
      const { form } = request;
      const value = form.get('Value') ?? form.required('Value');
      return created(views.variable(model.createVariable(this.#environment(request), form.required('Key'), value)));
    });
    this.#on('GET', `${list}/:sid`, (request) => ok(views.variable(variable(request))));
    this.#on('POST', `${list}/:sid`, (request) => {
      const { form } = request;
      return ok(
        views.variable(model.updateVariable(variable(request), { key: form.get('Key'), value: form.get('Value') })),
      );
    });
    this.#on('DELETE', `${list}/:sid`, (request) => {
      model.variables.remove(variable(request).sid);
      return GONE;
    });
  }

  #deployments(): void {
    const { model, views } = this;
    const list = `${SERVICE}/Environments/:environmentSid/Deployments`;
    this.#on('GET', list, (request) =>
      ok(page(request, 'deployments', model.deploymentsOf(this.#environment(request).sid).map(views.deployment))),
    );
    this.#on('POST', list, (request) =>
      created(views.deployment(model.deploy(this.#environment(request), request.form.required('BuildSid')))),
    );
    this.#on('GET', `${list}/:sid`, (request) => {
      const { sid } = this.#environment(request);
      const deployment = model.deploymentsOf(sid).find((candidate) => candidate.sid === request.params.sid);
      return ok(views.deployment(found(deployment, request)));
    });
  }

  #files(kind: FileKind, folder: string): void {
    const { model, views } = this;
    const list = `${SERVICE}/${folder}`;
    const all = (service: Service) => model.files.of(service.sid).filter((file) => file.kind === kind);
    const file = (request: RestRequest): FileResource =>
      found(
        all(this.#service(request)).find(({ sid }) => sid === request.params.fileSid),
        request,
      );
    const versions = (request: RestRequest) => {
      const { sid, serviceSid } = file(request);
      return model.versions.of(serviceSid).filter(({ fileSid }) => fileSid === sid);
    };
    const version = (request: RestRequest) =>
      found(
        versions(request).find(({ sid }) => sid === request.params.sid),
        request,
      );
    this.#on('GET', list, (request) =>
      ok(page(request, folder.toLowerCase(), all(this.#service(request)).map(views.file))),
    );
    this.#on('POST', list, (request) =>
      created(views.file(model.createFile(this.#service(request), kind, request.form.required('FriendlyName')))),
    );
    this.#on('GET', `${list}/:fileSid`, (request) => ok(views.file(file(request))));
    this.#on('DELETE', `${list}/:fileSid`, (request) => {
      model.files.remove(file(request).sid);
      return GONE;
    });
    this.routes.on('POST', UPLOAD_HOST, `${list}/:fileSid/Versions`, async (request) => {
      const parent = file(request);
      const upload = await readUpload(kind, request);
      return created(views.version(model.createVersion(this.#service(request), parent, upload)));
    });
    this.#on('GET', `${list}/:fileSid/Versions`, (request) =>
      ok(page(request, `${kind}_versions`, versions(request).map(views.version))),
    );
    this.#on('GET', `${list}/:fileSid/Versions/:sid`, (request) => ok(views.version(version(request))));
    if (kind === 'function') {
      this.#on('GET', `${list}/:fileSid/Versions/:sid/Content`, (request) => ok(views.content(version(request))));
    }
  }

  #builds(): void {
    const { model, views } = this;
    const list = `${SERVICE}/Builds`;
    const build = (request: RestRequest) =>
      found(model.builds.find(request.params.sid ?? '', this.#service(request).sid), request);
    this.#on('GET', list, (request) =>
      ok(page(request, 'builds', model.builds.of(this.#service(request).sid).map(views.build))),
    );
    this.#on('POST', list, (request) => {
      const { form } = request;
      const wanted = {
        functionVersionSids: form.all('FunctionVersions'),
        assetVersionSids: form.all('AssetVersions'),
        dependencies: form.get('Dependencies'),
        runtime: form.get('Runtime'),
      };
      return created(views.build(model.createBuild(this.#service(request), wanted)));
    });
    this.#on('GET', `${list}/:sid`, (request) => ok(views.build(build(request))));
    this.#on('GET', `${list}/:sid/Status`, (request) => ok(views.buildStatus(build(request))));
  }

  #on(method: 'GET' | 'POST' | 'DELETE', path: string, handler: (request: RestRequest) => RestReply): void {
    this.routes.on(method, HOST, path, handler);
  }

  #service({ params }: RestRequest): Service {
    return this.model.service(params.serviceSid ?? '');
  }

  #environment(request: RestRequest): Environment {
    const { sid } = this.#service(request);
    return found(this.model.environments.find(request.params.environmentSid ?? '', sid), request);
  }
}

function found<Kind>(resource: Kind | undefined, { path }: RestRequest): Kind {
  if (resource === undefined) throw notFound(path);
  return resource;
}
