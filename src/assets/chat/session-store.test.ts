import { SessionStore } from './session-store';
import { memoryStorage } from './testing/memory-storage';

const chat = { session: 's1', conversationSid: 'CH1', identity: 'customer_1', people: {} };

test('the chat is there after a reload and in a second tab, the draft in its own tab alone', () => {
  const shared = memoryStorage();
  const first = new SessionStore({ key: 'shop', shared, tab: memoryStorage() });
  first.chat = chat;
  first.draft = 'half a sen';

  const second = new SessionStore({ key: 'shop', shared, tab: memoryStorage() });
  expect(second.chat).toEqual(chat);
  expect(second.draft).toBe('');
  expect(first.draft).toBe('half a sen');
});

test('chats of two sites do not meet', () => {
  const shared = memoryStorage();
  new SessionStore({ key: 'one', shared }).chat = chat;
  expect(new SessionStore({ key: 'two', shared }).chat).toBeUndefined();
});

test('every repeat of a start has the same request id, for ten minutes or until it is forgotten', () => {
  let now = 0;
  const store = new SessionStore({ key: 'shop', shared: memoryStorage(), now: () => now });
  const ids = ['first', 'second', 'third'];
  const make = () => ids.shift() ?? 'none';
  expect(store.requestId('help', make)).toBe('first');
  now += 9 * 60_000;
  expect(store.requestId('help', make)).toBe('first');
  now += 2 * 60_000;
  expect(store.requestId('help', make)).toBe('second');
  store.forgetRequestId();
  expect(store.requestId('help', make)).toBe('third');
});

test('another wish has another request id', () => {
  const store = new SessionStore({ key: 'shop', shared: memoryStorage() });
  expect(store.requestId('help', () => 'first')).toBe('first');
  expect(store.requestId('other help', () => 'second')).toBe('second');
});

test('a chat is kept when it was asked for last, and the request is done with', () => {
  const store = new SessionStore({ key: 'shop', shared: memoryStorage() });
  store.requestId('help', () => 'first');
  store.requestId('other help', () => 'second');
  store.keepChat(chat, 'first');
  expect(store.chat).toBeUndefined();
  store.keepChat(chat, 'second');
  expect(store.chat).toEqual(chat);
  expect(store.requestId('other help', () => 'third')).toBe('third');
});

test('news of a chat, and its end, do not touch the next one', () => {
  const store = new SessionStore({ key: 'shop', shared: memoryStorage() });
  store.chat = chat;
  store.refreshChat({ ...chat, session: 's1b' });
  expect(store.chat?.session).toBe('s1b');

  const next = { ...chat, conversationSid: 'CH2' };
  store.chat = next;
  store.refreshChat(chat);
  store.forgetChat('CH1');
  expect(store.chat).toEqual(next);
  store.forgetChat('CH2');
  expect(store.chat).toBeUndefined();
  store.refreshChat(next);
  expect(store.chat).toBeUndefined();
});

test('unsent messages come back with their times', () => {
  const store = new SessionStore({ key: 'shop', shared: memoryStorage(), tab: memoryStorage() });
  const unsent = [{ clientMessageId: 'a1', text: 'hello', at: new Date('2026-03-01T10:00:00Z') }];
  store.unsent = unsent;
  expect(store.unsent).toEqual(unsent);
});

test('what was written by something else, or is broken, counts as nothing', () => {
  const shared = memoryStorage();
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
