import { TwilioError } from '../http/errors';
import type { ClientConnection, UpstreamRequest, UpstreamRoutes } from '../twilsock/upstream-routes';
import { itemPage } from './item-page';
import type { SyncStore } from './store';
import { SYNC_KINDS, type SyncItem, type SyncObject, type SyncType } from './sync-object';

/** The SDK asks again when nothing has come by then; it also keeps a Node process alive for that long. */
const ESTIMATED_DELIVERY_MS = 2000;

/** What the SDK asks of Sync through its socket: descriptors, items, subscriptions. Clients only read. */
export function registerSyncForClients(routes: UpstreamRoutes, store: SyncStore): void {
  for (const type of ['document', 'map', 'list'] as const) {
    const open = (request: UpstreamRequest) => readable(store.find(type, request.params.sid ?? ''), request.identity);
    const { collection } = SYNC_KINDS[type];
    for (const base of [`/v3/${collection}/:sid`, `/v3/Services/:serviceSid/${collection}/:sid`]) {
      routes.on('GET', base, (request) => ({
        status: 200,
        body: descriptor(open(request), request.query.get('Include') === 'items'),
      }));
      if (type !== 'document') {
        routes.on('GET', `${base}/Items`, (request) => ({ status: 200, body: itemsOf(open(request), request.query) }));
      }
    }
  }
  routes.on('POST', '/v4/Subscriptions', ({ connection, body }) => ({
    status: 202,
    body: { max_batch_size: 100, estimated_delivery_in_ms: ESTIMATED_DELIVERY_MS, ttl_in_s: -1 },
    afterwards: () => subscribe(store, connection, body),
  }));
}

function readable(object: SyncObject | undefined, identity: string): SyncObject {
  if (!object?.readers.mayOpen(identity)) throw new TwilioError(404, 54100, 'Unique name not found');
  return object;
}

function descriptor(object: SyncObject, withItems: boolean): Record<string, unknown> {
  const url = object.clientUrl;
  const common = {
    sid: object.sid,
    unique_name: object.uniqueName,
    url,
    revision: String(object.revision),
    last_event_id: object.lastEventId,
    date_created: object.dateCreated,
    date_updated: object.dateUpdated,
    date_expires: object.dateExpires,
    created_by: 'system',
    type: object.type,
  };
  if (object.type === 'document') return { ...common, data: object.data };
  const links = { items: `${url}/Items`, context: `${url}/Context` };
  if (object.type === 'list' || !withItems) return { ...common, links };
  return { ...common, links, items: [...object.items.values()].map((item) => itemResource(object, item)) };
}

function itemsOf(object: SyncObject, query: URLSearchParams): Record<string, unknown> {
  const { items, size, previousToken, nextToken } = itemPage(object, query);
  return {
    items: items.map((item) => itemResource(object, item)),
    meta: { key: 'items', page_size: size, previous_token: previousToken, next_token: nextToken },
  };
}

function itemResource(object: SyncObject, item: SyncItem): Record<string, unknown> {
  return {
    ...(object.type === 'map' ? { key: item.id } : { index: item.id }),
    url: object.itemUrl(item.id),
    revision: String(item.revision),
    last_event_id: item.lastEventId,
    date_created: item.dateCreated,
    date_updated: item.dateUpdated,
    date_expires: null,
    created_by: 'system',
    data: item.data,
  };
}

interface SubscriptionRequest {
  object_sid: string;
  object_type: SyncType;
  last_event_id?: number | null;
}

/**
 * Establishes or cancels. Missed events are replayed and the subscriber is added in one synchronous turn, so that no
 * event falls between.
 */
function subscribe(store: SyncStore, connection: ClientConnection, body: Record<string, unknown>): void {
  const send = (eventType: string, event: unknown) =>
    connection.notify('twilio.sync.event', {
      event_type: eventType,
      correlation_id: body.correlation_id,
      event_protocol_version: 4,
      event,
    });
  for (const request of (body.requests ?? []) as SubscriptionRequest[]) {
    const subject = { object_sid: request.object_sid, object_type: request.object_type };
    const object = store.bySid(request.object_sid);
    if (body.action === 'cancel') {
      object?.subscribers.delete(connection);
      send('subscription_canceled', subject);
    } else if (!object?.readers.mayOpen(connection.identity)) {
      const error = { status: 404, code: 54100, message: `${request.object_type} not found` };
      send('subscription_failed', { ...subject, error });
    } else {
      const seen = request.last_event_id ?? -1;
      for (const event of object.events) if (event.id > seen) send(event.type, event.body);
      object.subscribers.add(connection);
      send('subscription_established', { ...subject, replay_status: 'completed', last_event_id: object.lastEventId });
    }
  }
}
