import { badRequest, notFound, TwilioError } from '../http/errors';
import { page } from '../http/paging';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import { dataOf, ttlOf, uniqueNameOf } from './rest-fields';
import { serviceOf } from './rest-services';
import type { SyncService, SyncServices } from './services';
import type { SyncObject } from './sync-object';

const HOST = 'sync.twilio.com';
const DOCUMENTS = '/v1/Services/:serviceSid/Documents';

/** Sync v1 Documents: https://www.twilio.com/docs/sync/api/document-resource */
export function registerDocuments({ account, routes }: Kernel, services: SyncServices): void {
  const document = (request: RestRequest): SyncObject => {
    const found = serviceOf(services, request).store.find('document', request.params.sid ?? '');
    if (!found) throw notFound(request.path);
    return found;
  };
  const resource = (service: SyncService, object: SyncObject) => {
    const url = `https://${HOST}/v1/Services/${service.sid}/Documents/${object.sid}`;
    return {
      account_sid: account.accountSid,
      created_by: 'system',
      data: object.data,
      date_created: object.dateCreated,
      date_expires: object.dateExpires,
      date_updated: object.dateUpdated,
      links: { permissions: `${url}/Permissions` },
      revision: String(object.revision),
      service_sid: service.sid,
      sid: object.sid,
      unique_name: object.uniqueName,
      url,
    };
  };
  const reply = (status: number, request: RestRequest, object: SyncObject) => ({
    status,
    headers: { etag: String(object.revision) },
    body: resource(serviceOf(services, request), object),
  });

  routes.on('POST', HOST, DOCUMENTS, (request) => {
    const created = serviceOf(services, request).store.create('document', {
      uniqueName: uniqueNameOf(request),
      data: dataOf(request),
      ttl: ttlOf(request),
    });
    if (!created) throw new TwilioError(409, 54301, 'Unique name already exists');
    return reply(201, request, created);
  });

  routes.on('GET', HOST, DOCUMENTS, (request) => {
    const service = serviceOf(services, request);
    const documents = service.store.all('document').map((object) => resource(service, object));
    return { status: 200, body: page(request, 'documents', documents) };
  });

  routes.on('GET', HOST, `${DOCUMENTS}/:sid`, (request) => reply(200, request, document(request)));

  routes.on('POST', HOST, `${DOCUMENTS}/:sid`, (request) => {
    const object = document(request);
    const expected = request.headers['if-match'];
    if (expected !== undefined && expected !== '*' && expected !== String(object.revision)) {
      throw new TwilioError(
        412,
        54103,
        `The revision of the Document does not match the expected revision: it is ${object.revision}, not ${expected}`,
      );
    }
    const data = dataOf(request);
    const ttl = ttlOf(request);
    if (data === undefined && ttl === undefined) throw badRequest(54010, 'No parameters specified');
    if (ttl !== undefined) serviceOf(services, request).store.setTtl(object, ttl);
    if (data !== undefined) object.setData(data);
    return reply(200, request, object);
  });

  routes.on('DELETE', HOST, `${DOCUMENTS}/:sid`, (request) => {
    serviceOf(services, request).store.remove(document(request));
    return { status: 204 };
  });
}
