import { badRequest, notFound } from '../http/errors';
import { page } from '../http/paging';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import type { SyncService, SyncServiceSettings, SyncServices } from './services';

const HOST = 'sync.twilio.com';
const SERVICES = '/v1/Services';
const PARTS = ['Documents', 'Lists', 'Maps', 'Streams'];

/** Sync v1 Services: https://www.twilio.com/docs/sync/api/service. They can be made and changed, not removed. */
export function registerServices({ account, routes }: Kernel, services: SyncServices): void {
  const resource = (service: SyncService) => {
    const url = `https://${HOST}${SERVICES}/${service.sid}`;
    return {
      sid: service.sid,
      unique_name: service.uniqueName,
      account_sid: account.accountSid,
      friendly_name: service.friendlyName,
      date_created: service.dateCreated,
      date_updated: service.dateUpdated,
      url,
      webhook_url: service.webhookUrl,
      webhooks_from_rest_enabled: service.webhooksFromRestEnabled,
      reachability_webhooks_enabled: service.reachabilityWebhooksEnabled,
      acl_enabled: service.aclEnabled,
      reachability_debouncing_enabled: service.reachabilityDebouncingEnabled,
      reachability_debouncing_window: service.reachabilityDebouncingWindow,
      links: Object.fromEntries(PARTS.map((part) => [part.toLowerCase(), `${url}/${part}`])),
    };
  };

  routes.on('GET', HOST, SERVICES, (request) => ({
    status: 200,
    body: page(request, 'services', services.all().map(resource)),
  }));
  routes.on('POST', HOST, SERVICES, (request) => ({
    status: 201,
    body: resource(services.create(settingsOf(request))),
  }));
  routes.on('GET', HOST, `${SERVICES}/:serviceSid`, (request) => ({
    status: 200,
    body: resource(serviceOf(services, request)),
  }));
  routes.on('POST', HOST, `${SERVICES}/:serviceSid`, (request) => {
    const service = serviceOf(services, request);
    services.update(service, settingsOf(request));
    return { status: 200, body: resource(service) };
  });
}

/** The service that the path names; throws 404. */
export function serviceOf(services: SyncServices, request: RestRequest): SyncService {
  const service = services.find(request.params.serviceSid ?? '');
  if (!service) throw notFound(request.path);
  return service;
}

/** What the form names, checked. */
function settingsOf({ form }: RestRequest): Partial<SyncServiceSettings> {
  const window = form.number('ReachabilityDebouncingWindow');
  if (window !== undefined && !(Number.isInteger(window) && window >= 1000 && window <= 30_000)) {
    throw badRequest(20001, 'Invalid parameter ReachabilityDebouncingWindow: 1000 to 30000 milliseconds');
  }
  return withoutAbsent({
    friendlyName: form.get('FriendlyName'),
    webhookUrl: form.get('WebhookUrl'),
    webhooksFromRestEnabled: form.boolean('WebhooksFromRestEnabled'),
    reachabilityWebhooksEnabled: form.boolean('ReachabilityWebhooksEnabled'),
    aclEnabled: form.boolean('AclEnabled'),
    reachabilityDebouncingEnabled: form.boolean('ReachabilityDebouncingEnabled'),
    reachabilityDebouncingWindow: window,
  });
}

const withoutAbsent = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<SyncServiceSettings>;
