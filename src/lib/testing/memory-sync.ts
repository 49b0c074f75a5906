import type { SyncDocument } from '../twilio/sync';
import type { TwilioParts } from '../twilio/twilio';

interface Kept {
  data: unknown;
  revision: number;
  ttl: number;
}

/** Sync documents in memory. Like Sync itself it removes expired ones late: here, never. */
export class MemorySync {
  readonly documents = new Map<string, Kept>();

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
