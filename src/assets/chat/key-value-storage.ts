export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Undefined also for what something else has written. */
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
  if (value === undefined) storage.removeItem(key);
  else storage.setItem(key, JSON.stringify(value));
}

/** The browser's; undefined where the mere access throws, as with blocked cookies. */
export function browserStorage(name: 'localStorage' | 'sessionStorage'): KeyValueStorage | undefined {
  try {
    return globalThis[name];
  } catch {
    return undefined;
  }
}
