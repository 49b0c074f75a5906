import { type KeyValueStorage, SessionStore } from './session-store';

function memory(): KeyValueStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

const chat = { session: 's1', conversationSid: 'CH1', identity: 'customer_1', people: {} };

test('the chat is there after a reload and in a second tab, the draft in its own tab alone', () => {
  const shared = memory();
  const first = new SessionStore({ key: 'shop', shared, tab: memory() });
  first.chat = chat;
  first.draft = 'half a sen';

  const second = new SessionStore({ key: 'shop', shared, tab: memory() });
  expect(second.chat).toEqual(chat);
  expect(second.draft).toBe('');
  expect(first.draft).toBe('half a sen');
});

test('chats of two sites do not meet', () => {
  const shared = memory();
  new SessionStore({ key: 'one', shared }).chat = chat;
  expect(new SessionStore({ key: 'two', shared }).chat).toBeUndefined();
});

test('every repeat of a start has the same request id, for ten minutes or until it is forgotten', () => {
  let now = 0;
  const store = new SessionStore({ key: 'shop', shared: memory(), now: () => now });
  const ids = ['first', 'second', 'third'];
  const make = () => ids.shift() ?? 'none';
  expect(store.requestId(make)).toBe('first');
  now += 9 * 60_000;
  expect(store.requestId(make)).toBe('first');
  now += 2 * 60_000;
  expect(store.requestId(make)).toBe('second');
  store.forgetRequestId();
  expect(store.requestId(make)).toBe('third');
});

test('unsent messages come back with their times', () => {
  const store = new SessionStore({ key: 'shop', shared: memory(), tab: memory() });
  const unsent = [{ clientMessageId: 'a1', text: 'hello', at: new Date('2026-03-01T10:00:00Z') }];
  store.unsent = unsent;
  expect(store.unsent).toEqual(unsent);
});

test('what was written by something else, or is broken, counts as nothing', () => {
  const shared = memory();
  shared.setItem('flex-chat:shop', '{"session":');
  expect(new SessionStore({ key: 'shop', shared }).chat).toBeUndefined();
});

test('a storage that refuses everything does not break the chat', () => {
  const refuse = () => {
    throw new Error('QuotaExceededError');
  };
  const store = new SessionStore({ key: 'shop', shared: { getItem: refuse, setItem: refuse, removeItem: refuse } });
  store.chat = chat;
  expect(store.chat).toBeUndefined();
});
