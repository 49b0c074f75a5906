import type { Sync, SyncDocument } from '../twilio/sync';

export interface Stored<Value> {
  value: Value;
  revision: string;
}

interface Envelope<Value> {
  value: Value;
  /** Milliseconds since 1970. Sync removes expired documents late; this says when one no longer counts. */
  expiresAt: number;
}

/**
 * State that several calls must agree on: one Sync document each, created once, changed only by who has seen the last
 * revision, gone after its TTL.
 */
export class Documents<Value> {
  constructor(
    private readonly sync: Pick<Sync, 'create' | 'fetch' | 'update' | 'remove'>,
    private readonly name: (key: string) => string,
    private readonly ttlSeconds: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Creates it, or reads the one that is there already: one call where nobody was faster. */
  async createOrRead(key: string, value: Value): Promise<Stored<Value> & { created: boolean }> {
    const created = await this.sync.create(this.name(key), this.#envelope(value), this.ttlSeconds);
    const fresh = created && this.#open(created);
    if (fresh) return { ...fresh, created: true };
    const existing = await this.sync.fetch(this.name(key));
    const found = existing && this.#open(existing);
    if (found) return { ...found, created: false };
    const replaced = existing && (await this.replace(key, value, existing.revision));
    return replaced ? { ...replaced, created: true } : this.createOrRead(key, value); // changed or removed in between
  }

  async read(key: string): Promise<Stored<Value> | undefined> {
    const found = await this.sync.fetch(this.name(key));
    return found && this.#open(found);
  }

  /** Undefined: somebody changed or removed it after `revision`. */
  async replace(key: string, value: Value, revision: string): Promise<Stored<Value> | undefined> {
    const updated = await this.sync.update(this.name(key), this.#envelope(value), revision, this.ttlSeconds);
    return updated && this.#open(updated);
  }

  async remove(key: string): Promise<void> {
    await this.sync.remove(this.name(key));
  }

  #envelope(value: Value): Envelope<Value> {
    return { value, expiresAt: this.now() + this.ttlSeconds * 1000 };
  }

  #open({ data, revision }: SyncDocument): Stored<Value> | undefined {
    const { value, expiresAt } = data as Envelope<Value>;
    return expiresAt > this.now() ? { value, revision } : undefined;
  }
}
