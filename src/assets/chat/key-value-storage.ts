export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Undefined also for what something else has written, and where storage is forbidden. */
export function readValue<Value>(storage: KeyValueStorage, key: string): Value | undefined {
  try {
    const text = storage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as Value);
  } catch {
    return undefined;
  }
}

/** @param value undefined removes it */
export function writeValue(storage: KeyValueStorage, key: string, value: unknown): void {
  try {
    if (value === undefined) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the chat works, it only won't survive a reload.
  }
}

/** The browser's, or one that lasts as long as the page: private windows and blocked cookies make the mere access throw. */
export function availableStorage(name: 'localStorage' | 'sessionStorage'): KeyValueStorage {
  try {
    const storage = globalThis[name];
    if (storage) return storage;
  } catch {
    // Not allowed here.
  }
  const memory = new Map<string, string>();
  return {
    getItem: (key) => memory.get(key) ?? null,
    setItem: (key, value) => void memory.set(key, value),
    removeItem: (key) => void memory.delete(key),
  };
}
