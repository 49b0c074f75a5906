import type { ServerlessService } from '../../../studio-flows/resolve-names';
import { seededSid } from '../account/sids';
import { notFound } from '../http/errors';
import { page } from '../http/paging';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';

const HOST = 'serverless.twilio.com';

/** The lists of https://www.twilio.com/docs/serverless/api that say where the Functions are. */
export function registerServerlessRest(kernel: Kernel, uniqueName: string, service: ServerlessService): void {
  const { routes, account, clock } = kernel;
  const url = `https://${HOST}/v1/Services/${service.sid}`;
  const now = clock.isoNow().replace(/\.\d+Z$/, 'Z');
  const common = { account_sid: account.accountSid, date_created: now, date_updated: now };

  const list = (path: string, key: string, items: unknown[]) =>
    routes.on('GET', HOST, path, (request) => {
      checkService(request, service.sid, uniqueName);
      return { status: 200, body: page(request, key, items) };
    });

  const links = ['environments', 'functions', 'assets', 'builds'].map((name) => [name, `${url}/${capitalized(name)}`]);
  list('/v1/Services', 'services', [
    {
      ...common,
      sid: service.sid,
      friendly_name: uniqueName,
      unique_name: uniqueName,
      include_credentials: true,
      ui_editable: false,
      domain_base: `${uniqueName}-0000`,
      url,
      links: Object.fromEntries(links),
    },
  ]);
  list(
    '/v1/Services/:serviceSid/Environments',
    'environments',
    Object.entries(service.environments).map(([suffix, { sid, origin }]) => ({
      ...common,
      sid,
      service_sid: service.sid,
      build_sid: seededSid('ZB', 'build'),
      // As the serverless toolkit names them.
      unique_name: suffix === '' ? 'production' : `${suffix}-environment`,
      domain_suffix: suffix === '' ? null : suffix,
      domain_name: new URL(origin).host,
      url: `${url}/Environments/${sid}`,
      links: Object.fromEntries(
        ['variables', 'deployments', 'logs'].map((name) => [name, `${url}/Environments/${sid}/${capitalized(name)}`]),
      ),
    })),
  );
  list(
    '/v1/Services/:serviceSid/Functions',
    'functions',
    Object.entries(service.functions).map(([path, sid]) => ({
      ...common,
      sid,
      service_sid: service.sid,
      // The toolkit takes the path as the name.
      friendly_name: path,
      url: `${url}/Functions/${sid}`,
      links: { function_versions: `${url}/Functions/${sid}/Versions` },
    })),
  );
}

function checkService(request: RestRequest, sid: string, uniqueName: string): void {
  const { serviceSid } = request.params;
  if (serviceSid !== undefined && serviceSid !== sid && serviceSid !== uniqueName) throw notFound(request.path);
}

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
