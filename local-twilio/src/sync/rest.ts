import { badRequest, notFound, TwilioError } from '../http/errors';
import { page } from '../http/paging';
import type { RestRequest } from '../http/routes';
import type { Kernel } from '../kernel';
import type { SyncStore } from './store';
import type { SyncObject } from './sync-object';

const HOST = 'sync.twilio.com';
const DOCUMENTS = '/v1/Services/:serviceSid/Documents';
/** https://www.twilio.com/docs/sync/limits */
const MAXIMUM_DATA_BYTES = 16 * 1024;
const MAXIMUM_UNIQUE_NAME = 320;
const MAXIMUM_TTL_SECONDS = 31_536_000;

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
    const uniqueName = request.form.get('UniqueName') || undefined;
    if (uniqueName && uniqueName.length > MAXIMUM_UNIQUE_NAME) {
      throw badRequest(20001, `Invalid parameter UniqueName: more than ${MAXIMUM_UNIQUE_NAME} characters`);
    }
    const created = store.create('document', { uniqueName, data: dataOf(request), ttl: ttlOf(request) });
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

function dataOf(request: RestRequest): unknown {
  const text = request.form.get('Data');
  if (text === undefined) return undefined;
  if (Buffer.byteLength(text) > MAXIMUM_DATA_BYTES) {
    throw new TwilioError(413, 54006, 'Request entity too large: a Document holds at most 16 KiB');
  }
  const data = request.form.json('Data');
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    throw badRequest(54008, 'Invalid JSON: Data must be an object');
  }
  return data;
}

function ttlOf(request: RestRequest): number | undefined {
  const ttl = request.form.number('Ttl');
  if (ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 0 && ttl <= MAXIMUM_TTL_SECONDS)) {
    throw badRequest(54011, 'Invalid TTL: an integer between 0 and 31536000');
  }
  return ttl;
}
