import type { KeyValueStorage } from '../key-value-storage';
import { SessionStore } from '../session-store';

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

/** Stores of tabs that hear of each other's changes, as a browser tells them: all tabs but the one that has changed it. */
export function tabsOfOneBrowser(): { values: Map<string, string>; newTab: () => SessionStore } {
  const { values } = memoryStorage();
  const tabs = new Set<EventTarget>();
  const newTab = () => {
    const events = new EventTarget();
    tabs.add(events);
    const change = (key: string, newValue: string | null) => {
      if (newValue === null) values.delete(key);
      else values.set(key, newValue);
      for (const tab of tabs)
        if (tab !== events) tab.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }));
    };
    const shared: KeyValueStorage = {
      getItem: (key) => values.get(key) ?? null,
      setItem: change,
      removeItem: (key) => values.has(key) && change(key, null),
    };
    return new SessionStore({ key: 'test', shared, tab: memoryStorage(), events });
  };
  return { values, newTab };
}
