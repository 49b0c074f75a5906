import type { SyncDocument } from '../twilio/sync';
import type { TwilioParts } from '../twilio/twilio';
import { UpstreamError } from '../twilio/upstream-error';

interface Kept {
  data: unknown;
  revision: number;
  ttl: number;
}

/** Sync documents and lists in memory. Like Sync itself it removes expired ones late: here, never. */
export class MemorySync {
  readonly documents = new Map<string, Kept>();
  /** How many items each list has. */
  readonly lists = new Map<string, number>();
  /** What stands in a list, where a test gives it. */
  readonly items = new Map<string, unknown[]>();

  readonly port: TwilioParts['sync'] = {
    create: async (name, data, ttl) =>
      this.documents.has(name) ? undefined : this.#put(name, { data, ttl, revision: 0 }),
    fetch: async (name) => {
      const kept = this.documents.get(name);
      return kept && toDocument(kept);
    },
    update: async (name, data, revision, ttl) => {
      const kept = this.documents.get(name);
      if (!kept || toDocument(kept).revision !== revision) return undefined;
      return this.#put(name, { data, ttl, revision: kept.revision + 1 });
    },
    remove: async (name) => {
      this.documents.delete(name);
    },
    createList: async (name) => {
      if (!this.lists.has(name)) this.lists.set(name, 0);
    },
    append: async (name) => {
      const index = this.lists.get(name);
      if (index === undefined) throw new UpstreamError('refused', 404, 20404, false, `No list ${name}`);
      this.lists.set(name, index + 1);
      return index;
    },
    items: async (name, limit) => structuredClone((this.items.get(name) ?? []).slice(-limit)),
  };

  #put(name: string, kept: Kept): SyncDocument {
    this.documents.set(name, kept);
    return toDocument(kept);
  }
}

const toDocument = ({ data, revision }: Kept): SyncDocument => ({
  data: structuredClone(data),
  revision: revision.toString(16),
});
