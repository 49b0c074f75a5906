import { notFound, TwilioError } from '../http/errors';
import type { Kernel } from '../kernel';
import { dataOf, ttlOf, uniqueNameOf } from './rest-fields';
import { serviceOf } from './rest-services';
import type { SyncService, SyncServices } from './services';
import type { SyncObject } from './sync-object';

const HOST = 'sync.twilio.com';
const LISTS = '/v1/Services/:serviceSid/Lists';
/** Of so many items, the index of one is left out, where indexes are not contiguous. */
const GAP_EVERY = 10;

/** Sync v1 Lists, as far as to make one and to add to it: https://www.twilio.com/docs/sync/api/list-resource */
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

  routes.on('POST', HOST, `${LISTS}/:sid/Items`, (request) => {
    const service = serviceOf(services, request);
    const list = service.store.find('list', request.params.sid ?? '');
    if (!list) throw notFound(request.path);
    const data = dataOf(request);
    if (data === undefined) throw new TwilioError(400, 54010, 'No parameters specified');
    if (!assumptions.syncListIndexesAreContiguous && list.nextIndex % GAP_EVERY === GAP_EVERY - 1) list.skipIndex();
    const index = list.push(data);
    return {
      status: 201,
      headers: { etag: '0' },
      body: {
        account_sid: account.accountSid,
        created_by: 'system',
        data,
        date_created: list.dateUpdated,
        date_expires: null,
        date_updated: list.dateUpdated,
        index,
        list_sid: list.sid,
        revision: '0',
        service_sid: service.sid,
        url: `${url(service, list)}/Items/${index}`,
      },
    };
  });
}
