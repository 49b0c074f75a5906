import type { DocumentInstance } from 'twilio/lib/rest/sync/v1/service/document';
import type TwilioClient from 'twilio/lib/rest/Twilio';
import type { Upstream } from './upstream';
import { undefinedWhenRefused } from './upstream-error';

export interface SyncDocument {
  data: unknown;
  /** For `update`: the state that we saw. */
  revision: string;
}

const UNIQUE_NAME_TAKEN = 409;
const NOT_FOUND = 404;
const REVISION_MISMATCH = 412;

/** Sync v1 documents and lists of one server-only Sync Service. https://www.twilio.com/docs/sync/api/document-resource */
export class Sync {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
    private readonly serviceSid: string,
  ) {}

  /** Undefined: the name is taken. @param ttl seconds */
  async create(uniqueName: string, data: object, ttl: number): Promise<SyncDocument | undefined> {
    const documents = await this.#documents();
    return this.upstream
      .call(true, () => documents.create({ uniqueName, data, ttl }))
      .then(toDocument, undefinedWhenRefused(UNIQUE_NAME_TAKEN));
  }

  async fetch(uniqueName: string): Promise<SyncDocument | undefined> {
    const documents = await this.#documents();
    return this.upstream
      .call(true, () => documents(uniqueName).fetch())
      .then(toDocument, undefinedWhenRefused(NOT_FOUND));
  }

  /** Undefined: somebody changed or removed it since `revision`. @param ttl seconds */
  async update(uniqueName: string, data: object, revision: string, ttl: number): Promise<SyncDocument | undefined> {
    const documents = await this.#documents();
    return this.upstream
      .call(true, () => documents(uniqueName).update({ data, ttl, ifMatch: revision }))
      .then(toDocument, undefinedWhenRefused(REVISION_MISMATCH, NOT_FOUND));
  }

  async remove(uniqueName: string): Promise<void> {
    const documents = await this.#documents();
    await this.upstream.call(true, () => documents(uniqueName).remove()).catch(undefinedWhenRefused(NOT_FOUND));
  }

  /** There already is fine. @param ttl seconds */
  async createList(uniqueName: string, ttl: number): Promise<void> {
    const { syncLists } = await this.#service();
    await this.upstream
      .call(true, () => syncLists.create({ uniqueName, ttl }))
      .catch(undefinedWhenRefused(UNIQUE_NAME_TAKEN));
  }

  /** Adds an empty item. @returns its index: at least the number of items before it, there may be gaps */
  async append(list: string): Promise<number> {
    const { syncLists } = await this.#service();
    // Done twice after a lost answer, it leaves a gap.
    const { index } = await this.upstream.call(true, () => syncLists(list).syncListItems.create({ data: {} }));
    return index;
  }

  /**
   * The data of a list's last items, oldest first; of a list that is not there, none. One call for each hundred.
   *
   * @param limit how many at most
   */
  async items(list: string, limit: number): Promise<unknown[]> {
    const { syncLists } = await this.#service();
    const found = await this.upstream
      .call(true, () => syncLists(list).syncListItems.list({ order: 'desc', limit, pageSize: Math.min(limit, 100) }))
      .catch(undefinedWhenRefused(NOT_FOUND));
    return (found ?? []).map(({ data }) => data as unknown).reverse();
  }

  async #documents() {
    return (await this.#service()).documents;
  }

  async #service() {
    return (await this.client()).sync.v1.services(this.serviceSid);
  }
}

const toDocument = ({ data, revision }: DocumentInstance): SyncDocument => ({ data, revision });
