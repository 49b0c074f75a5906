import type { DocumentInstance } from 'twilio/lib/rest/sync/v1/service/document';
import Twilio from 'twilio/lib/rest/Twilio';

export interface SyncClientOptions {
  accountSid: string;
  apiKey: string;
  apiSecret: string;
  /** IS…: the server-only Sync Service. */
  serviceSid: string;
  /** Of one request. */
  timeoutMs: number;
}

export interface StoredDocument {
  data: unknown;
  revision: string;
}

export interface StoredItem {
  index: number;
  data: unknown;
}

const NOT_FOUND = 404;
const NAME_TAKEN = 409;
const REVISION_MISMATCH = 412;

/** What the store needs of Sync v1. Refusals that are an answer are results, everything else rejects. */
export class SyncClient {
  readonly #service;

  constructor({ accountSid, apiKey, apiSecret, serviceSid, timeoutMs }: SyncClientOptions) {
    this.#service = new Twilio(apiKey, apiSecret, { accountSid, timeout: timeoutMs }).sync.v1.services(serviceSid);
  }

  /** Undefined: the name is taken. @param ttl seconds */
  createDocument(uniqueName: string, data: object, ttl: number): Promise<StoredDocument | undefined> {
    return this.#service.documents.create({ uniqueName, data, ttl }).then(stored, undefinedWhen(NAME_TAKEN));
  }

  fetchDocument(uniqueName: string): Promise<StoredDocument | undefined> {
    return this.#service.documents(uniqueName).fetch().then(stored, undefinedWhen(NOT_FOUND));
  }

  /** Undefined: somebody has changed or removed it since `revision`. @param ttl seconds, from now on */
  updateDocument(uniqueName: string, data: object, revision: string, ttl: number): Promise<StoredDocument | undefined> {
    return this.#service
      .documents(uniqueName)
      .update({ data, ttl, ifMatch: revision })
      .then(stored, undefinedWhen(NOT_FOUND, REVISION_MISMATCH));
  }

  /** There already is fine. @param ttl seconds */
  async createList(uniqueName: string, ttl: number): Promise<void> {
    await this.#service.syncLists.create({ uniqueName, ttl }).catch(undefinedWhen(NAME_TAKEN));
  }

  /** False: there is no such list. */
  async appendItem(list: string, data: object): Promise<boolean> {
    const item = await this.#service.syncLists(list).syncListItems.create({ data }).catch(undefinedWhen(NOT_FOUND));
    return item !== undefined;
  }

  /** The newest first. */
  async lastItems(list: string, limit: number): Promise<StoredItem[]> {
    const { syncListItems } = this.#service.syncLists(list);
    const items = await syncListItems.list({ order: 'desc', limit, pageSize: limit }).catch(undefinedWhen(NOT_FOUND));
    return (items ?? []).map(({ index, data }) => ({ index, data }));
  }

  async updateItem(list: string, index: number, data: object): Promise<void> {
    await this.#service.syncLists(list).syncListItems(index).update({ data }).catch(undefinedWhen(NOT_FOUND));
  }

  async removeItem(list: string, index: number): Promise<void> {
    await this.#service.syncLists(list).syncListItems(index).remove().catch(undefinedWhen(NOT_FOUND));
  }

  /** Rejects when Sync does not answer, or not us. */
  async ping(): Promise<void> {
    await this.#service.fetch();
  }
}

/** HTTP status of a refusal; undefined when there was no answer. */
export const statusOf = (error: unknown): number | undefined => {
  const { status } = error as { status?: unknown };
  return typeof status === 'number' ? status : undefined;
};

const stored = ({ data, revision }: DocumentInstance): StoredDocument => ({ data, revision });

const undefinedWhen =
  (...statuses: number[]) =>
  (error: unknown): undefined => {
    if (!statuses.includes(statusOf(error) ?? 0)) throw error;
  };
