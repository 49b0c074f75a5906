import { notFound, TwilioError } from '../http/errors';
import { page } from '../http/paging';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import { dataOf, ttlOf, uniqueNameOf } from './rest-fields';
import { serviceOf } from './rest-services';
import type { SyncService, SyncServices } from './services';
import type { SyncItem, SyncObject } from './sync-object';

const HOST = 'sync.twilio.com';
const LISTS = '/v1/Services/:serviceSid/Lists';
/** Of so many items, the index of one is left out, where indexes are not contiguous. */
const GAP_EVERY = 10;

/** Sync v1 Lists, as far as to make one, to read it, and to add, change and remove items: https://www.twilio.com/docs/sync/api/list-resource */
export function registerLists({ account, assumptions, routes }: Kernel, services: SyncServices): void {
  const url = (service: SyncService, list: SyncObject) =>
    `https://${HOST}/v1/Services/${service.sid}/Lists/${list.sid}`;

  routes.on('POST', HOST, LISTS, (request) => {
    const service = serviceOf(services, request);
    const list = service.store.create('list', { uniqueName: uniqueNameOf(request), ttl: ttlOf(request) });
    if (!list) throw new TwilioError(409, 54301, 'Unique name already exists');
    return {
      status: 201,
      headers: { etag: String(list.revision) },
      body: {
        account_sid: account.accountSid,
        created_by: 'system',
        date_created: list.dateCreated,
        date_expires: list.dateExpires,
        date_updated: list.dateUpdated,
        links: { items: `${url(service, list)}/Items`, permissions: `${url(service, list)}/Permissions` },
        revision: String(list.revision),
        service_sid: service.sid,
        sid: list.sid,
        unique_name: list.uniqueName,
        url: url(service, list),
      },
    };
  });

  routes.on('DELETE', HOST, `${LISTS}/:sid`, (request) => {
    const { store } = serviceOf(services, request);
    const list = store.find('list', request.params.sid ?? '');
    if (!list) throw notFound(request.path);
    store.remove(list);
    return { status: 204 };
  });

  const itemResource = (service: SyncService, list: SyncObject, item: SyncItem) => ({
    account_sid: account.accountSid,
    created_by: 'system',
    data: item.data,
    date_created: item.dateCreated,
    date_expires: null,
    date_updated: item.dateUpdated,
    index: item.id,
    list_sid: list.sid,
    revision: String(item.revision),
    service_sid: service.sid,
    url: `${url(service, list)}/Items/${item.id}`,
  });

  routes.on('GET', HOST, `${LISTS}/:sid/Items`, (request) => {
    const service = serviceOf(services, request);
    const list = service.store.find('list', request.params.sid ?? '');
    if (!list) throw notFound(request.path);
    const items = itemsAsked(list, request).map((item) => itemResource(service, list, item));
    return { status: 200, body: page(request, 'items', items) };
  });

  routes.on('POST', HOST, `${LISTS}/:sid/Items`, (request) => {
    const service = serviceOf(services, request);
    const list = service.store.find('list', request.params.sid ?? '');
    if (!list) throw notFound(request.path);
    const data = dataOf(request);
    if (data === undefined) throw new TwilioError(400, 54010, 'No parameters specified');
    if (!assumptions.syncListIndexesAreContiguous && list.nextIndex % GAP_EVERY === GAP_EVERY - 1) list.skipIndex();
    const index = list.push(data);
    const item = list.items.get(index);
    if (!item) throw notFound(request.path);
    return { status: 201, headers: { etag: '0' }, body: itemResource(service, list, item) };
  });

  routes.on('POST', HOST, `${LISTS}/:sid/Items/:index`, (request) => {
    const service = serviceOf(services, request);
    const list = service.store.find('list', request.params.sid ?? '');
    const before = itemOf(list, request);
    if (!list || !before) throw notFound(request.path);
    list.putItem(before.id, dataOf(request) ?? before.data);
    const item = itemOf(list, request) ?? before;
    return { status: 200, headers: { etag: String(item.revision) }, body: itemResource(service, list, item) };
  });

  routes.on('DELETE', HOST, `${LISTS}/:sid/Items/:index`, (request) => {
    const list = serviceOf(services, request).store.find('list', request.params.sid ?? '');
    const item = itemOf(list, request);
    if (!list || !item) throw notFound(request.path);
    list.removeItem(item.id);
    return { status: 204 };
  });
}

const itemOf = (list: SyncObject | undefined, { params }: RestRequest): SyncItem | undefined =>
  list?.items.get(Number(params.index));

/** In the order of their indexes, or against it; `From` counts in both, `Bounds` says whether it is among them. */
function itemsAsked(list: SyncObject, { query }: RestRequest): SyncItem[] {
  const descending = query.get('Order') === 'desc';
  const from = query.get('From');
  const first = from === null ? undefined : Number(from);
  const items = [...list.items.values()].filter(({ id }) => {
    if (first === undefined) return true;
    if (id === first) return query.get('Bounds') !== 'exclusive';
    return descending ? Number(id) < first : Number(id) > first;
  });
  return descending ? items.reverse() : items;
}
