import { newSid } from '../account/sids';

export type SyncType = 'document' | 'map' | 'list';

export const SYNC_KINDS = {
  document: { sidPrefix: 'ET', collection: 'Documents' },
  map: { sidPrefix: 'MP', collection: 'Maps' },
  list: { sidPrefix: 'ES', collection: 'Lists' },
} as const;

/** Where the SDK looks for Sync objects. */
export const SYNC_CLIENT_URL = 'https://cds.us1.twilio.com/v3/Services/default';

export interface SyncItem {
  /** Key of a map item, index of a list item. */
  id: string | number;
  data: unknown;
  revision: number;
  lastEventId: number;
  dateCreated: string;
  dateUpdated: string;
}

/** One change of an object, as the SDK receives it, live or replayed. */
export interface SyncEvent {
  id: number;
  type: string;
  body: Record<string, unknown>;
}

/** A client connection that listens to objects. */
export interface SyncSubscriber {
  readonly identity: string;
  notify(messageType: string, payload: unknown): void;
}

/** Who may open an object, and who hears of its changes. The first may last a moment longer: see sync-mirror.ts. */
export interface SyncReaders {
  mayOpen(identity: string): boolean;
  mayHear(identity: string): boolean;
}

export const EVERYBODY: SyncReaders = { mayOpen: () => true, mayHear: () => true };
export const NOBODY: SyncReaders = { mayOpen: () => false, mayHear: () => false };

/** A document, map or list with its history. Every change adds one event and tells the subscribers. */
export class SyncObject {
  readonly sid: string;
  readonly subscribers = new Set<SyncSubscriber>();
  readonly events: SyncEvent[] = [];
  readonly items = new Map<string | number, SyncItem>();
  readonly dateCreated: string;
  dateUpdated: string;
  dateExpires: string | null = null;
  revision = 0;
  lastEventId = 0;
  #data: unknown;
  #nextIndex = 0;

  constructor(
    readonly type: SyncType,
    readonly uniqueName: string | null,
    data: unknown,
    readonly readers: SyncReaders,
    private readonly now: () => string,
  ) {
    this.sid = newSid(SYNC_KINDS[type].sidPrefix);
    this.#data = structuredClone(data);
    this.dateCreated = now();
    this.dateUpdated = this.dateCreated;
  }

  /** The data of a document. */
  get data(): unknown {
    return structuredClone(this.#data);
  }

  get clientUrl(): string {
    return `${SYNC_CLIENT_URL}/${SYNC_KINDS[this.type].collection}/${this.sid}`;
  }

  itemUrl(id: string | number): string {
    return `${this.clientUrl}/Items/${encodeURIComponent(id)}`;
  }

  setData(data: unknown): void {
    this.#data = structuredClone(data);
    this.#change('document_updated', { document_data: this.data });
  }

  putItem(id: string | number, data: unknown): void {
    const before = this.items.get(id);
    const now = this.now();
    const item: SyncItem = {
      id,
      data: structuredClone(data),
      revision: before ? before.revision + 1 : 0,
      lastEventId: this.lastEventId + 1,
      dateCreated: before?.dateCreated ?? now,
      dateUpdated: now,
    };
    this.items.set(id, item);
    this.#change(`${this.type}_item_${before ? 'updated' : 'added'}`, this.#itemFields(item));
  }

  /** Of the next item of a list. */
  get nextIndex(): number {
    return this.#nextIndex;
  }

  /** No item of a list gets this index. */
  skipIndex(): void {
    this.#nextIndex += 1;
  }

  /** Adds to the end of a list. An index is never used again. */
  push(data: unknown): number {
    const index = this.#nextIndex;
    this.#nextIndex += 1;
    this.putItem(index, data);
    return index;
  }

  removeItem(id: string | number): void {
    const item = this.items.get(id);
    if (!item) return;
    this.items.delete(id);
    this.#change(`${this.type}_item_removed`, this.#itemFields(item));
  }

  /** The last event: the object itself is gone. */
  removed(): void {
    this.#change(`${this.type}_removed`, {});
  }

  #itemFields(item: SyncItem): Record<string, unknown> {
    return {
      ...(this.type === 'map' ? { item_key: item.id } : { item_index: item.id }),
      item_url: this.itemUrl(item.id),
      item_revision: String(item.revision),
      item_data: structuredClone(item.data),
    };
  }

  #change(type: string, fields: Record<string, unknown>): void {
    this.lastEventId += 1;
    this.revision += 1;
    this.dateUpdated = this.now();
    const event: SyncEvent = {
      id: this.lastEventId,
      type,
      body: {
        id: this.lastEventId,
        [`${this.type}_sid`]: this.sid,
        [`${this.type}_unique_name`]: this.uniqueName,
        [`${this.type}_revision`]: String(this.revision),
        date_created: this.dateUpdated,
        date_expires: null,
        created_by: 'system',
        ...fields,
      },
    };
    this.events.push(event);
    for (const subscriber of this.subscribers) {
      if (!this.readers.mayHear(subscriber.identity)) continue;
      subscriber.notify(`com.twilio.rtd.cds.${this.type}`, {
        event_type: event.type,
        event_protocol_version: 4,
        event: event.body,
      });
    }
  }
}
