import { type KeyValueStorage, SessionStore } from '../session-store';

export interface MemoryStorage extends KeyValueStorage {
  values: Map<string, string>;
}

export function memoryStorage(): MemoryStorage {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** Of a new tab; two tabs of one browser have the same `shared`. */
export function newStore(shared = memoryStorage(), tab = memoryStorage()): SessionStore {
  return new SessionStore({ key: 'test', shared, tab });
}
