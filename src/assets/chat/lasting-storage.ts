import type { KeyValueStorage } from './key-value-storage';

/** A storage that never fails: what another one does not take, full or forbidden, lasts as long as the page. */
export class LastingStorage implements KeyValueStorage {
  readonly #refused = new Map<string, string>();

  constructor(private readonly storage: KeyValueStorage | undefined) {}

  getItem(key: string): string | null {
    // Where there is something after all, another tab has written it since.
    return attempt(() => this.storage?.getItem(key)) ?? this.#refused.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    const taken = attempt(() => {
      this.storage?.setItem(key, value);
      return this.storage !== undefined;
    });
    if (taken) {
      this.#refused.delete(key);
      return;
    }
    this.removeItem(key);
    this.#refused.set(key, value);
  }

  removeItem(key: string): void {
    this.#refused.delete(key);
    attempt(() => this.storage?.removeItem(key));
  }
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
