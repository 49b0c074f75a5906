import { badRequest, notFound, TwilioError } from '../http/errors';
import { page } from '../http/paging';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import { dataOf, ttlOf, uniqueNameOf } from './rest-fields';
import type { SyncStore } from './store';
import type { SyncObject } from './sync-object';

const HOST = 'sync.twilio.com';
const DOCUMENTS = '/v1/Services/:serviceSid/Documents';

/** Sync v1 Documents: https://www.twilio.com/docs/sync/api/document-resource */
export function registerDocuments({ account, routes }: Kernel, store: SyncStore): void {
  const inService = (request: RestRequest) => {
    if (request.params.serviceSid !== account.syncServiceSid) throw notFound(request.path);
  };
  const document = (request: RestRequest): SyncObject => {
    inService(request);
    const found = store.find('document', request.params.sid ?? '');
    if (!found) throw notFound(request.path);
    return found;
  };
  const resource = (object: SyncObject) => {
    const url = `https://${HOST}/v1/Services/${account.syncServiceSid}/Documents/${object.sid}`;
    return {
      account_sid: account.accountSid,
      created_by: 'system',
      data: object.data,
      date_created: object.dateCreated,
      date_expires: object.dateExpires,
      date_updated: object.dateUpdated,
      links: { permissions: `${url}/Permissions` },
      revision: String(object.revision),
      service_sid: account.syncServiceSid,
      sid: object.sid,
      unique_name: object.uniqueName,
      url,
    };
  };
  const reply = (status: number, object: SyncObject) => ({
    status,
    headers: { etag: String(object.revision) },
    body: resource(object),
  });

  routes.on('POST', HOST, DOCUMENTS, (request) => {
    inService(request);
    const created = store.create('document', {
      uniqueName: uniqueNameOf(request),
      data: dataOf(request),
      ttl: ttlOf(request),
    });
    if (!created) throw new TwilioError(409, 54301, 'Unique name already exists');
    return reply(201, created);
  });

  routes.on('GET', HOST, DOCUMENTS, (request) => {
    inService(request);
    return { status: 200, body: page(request, 'documents', store.all('document').map(resource)) };
  });

  routes.on('GET', HOST, `${DOCUMENTS}/:sid`, (request) => reply(200, document(request)));

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
    if (ttl !== undefined) store.setTtl(object, ttl);
    if (data !== undefined) object.setData(data);
    return reply(200, object);
  });

  routes.on('DELETE', HOST, `${DOCUMENTS}/:sid`, (request) => {
    store.remove(document(request));
    return { status: 204 };
  });
}
