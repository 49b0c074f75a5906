interface Entry<Value> {
  value: Value;
  expiresAt: number;
}

/** Forgets what was not set for a while, and the oldest when there is too much. */
export class BoundedMap<Key, Value> {
  readonly #entries = new Map<Key, Entry<Value>>();

  constructor(
    private readonly ttlMs: number,
    private readonly maximum: number,
    private readonly now: () => number,
  ) {}

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.expiresAt > this.now() ? entry.value : undefined;
  }

  set(key: Key, value: Value): void {
    // Deleted first, so that the order of the entries is the order of their expiry.
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAt: this.now() + this.ttlMs });
    for (const [oldest, { expiresAt }] of this.#entries) {
      if (this.#entries.size <= this.maximum && expiresAt > this.now()) break;
      this.#entries.delete(oldest);
    }
  }

  get size(): number {
    return this.#entries.size;
  }
}
