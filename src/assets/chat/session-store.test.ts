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
  expect(store.request.take('help', make).requestId).toBe('first');
  now += 9 * 60_000;
  expect(store.request.take('help', make).requestId).toBe('first');
  now += 2 * 60_000;
  expect(store.request.take('help', make).requestId).toBe('second');
  store.request.forget();
  expect(store.request.take('help', make).requestId).toBe('third');
});

test('another wish has another request id', () => {
  const store = new SessionStore({ key: 'shop', shared: memoryStorage() });
  expect(store.request.take('help', () => 'first').requestId).toBe('first');
  expect(store.request.take('other help', () => 'second').requestId).toBe('second');
});

test('a chat is kept when it was asked for last, and the request is done with', () => {
  const store = new SessionStore({ key: 'shop', shared: memoryStorage() });
  store.request.take('help', () => 'first');
  store.request.take('other help', () => 'second');
  store.keepChat(chat, 'first');
  expect(store.chat).toBeUndefined();
  store.keepChat(chat, 'second');
  expect(store.chat).toEqual(chat);
  expect(store.request.take('other help', () => 'third').requestId).toBe('third');
});

test('news of a chat, and its end, do not touch the next one', () => {
  const store = new SessionStore({ key: 'shop', shared: memoryStorage() });
  store.chat = chat;
  store.refreshChat('CH1', { session: 's1b' });
  expect(store.chat?.session).toBe('s1b');

  const next = { ...chat, conversationSid: 'CH2' };
  store.chat = next;
  store.refreshChat('CH1', { session: 's1c' });
  store.forgetChat('CH1');
  expect(store.chat).toEqual(next);
  store.forgetChat('CH2');
  expect(store.chat).toBeUndefined();
  store.refreshChat('CH2', { session: 's2b' });
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

test('a storage that refuses everything does not break the chat, which lasts as long as the page', () => {
  const refuse = () => {
    throw new Error('QuotaExceededError');
  };
  const store = new SessionStore({ key: 'shop', shared: { getItem: refuse, setItem: refuse, removeItem: refuse } });
  store.chat = chat;
  expect(store.chat).toEqual(chat);
});

test('texts that were written in one chat do not come back in another', () => {
  const store = new SessionStore({ key: 'shop', shared: memoryStorage(), tab: memoryStorage() });
  store.chat = chat;
  store.unsent = [{ clientMessageId: 'a1', text: 'hello', at: new Date('2026-03-01T10:00:00Z') }];
  store.chat = { ...chat, conversationSid: 'CH2' };
  expect(store.unsent).toEqual([]);
  store.chat = chat;
  expect(store.unsent).toHaveLength(1);
});

test('a storage that a page has cleared in another tab is heard of', () => {
  const events = new EventTarget();
  const store = new SessionStore({ key: 'shop', shared: memoryStorage(), tab: memoryStorage(), events });
  let heard = 0;
  store.onChatChange(() => {
    heard += 1;
  });
  events.dispatchEvent(Object.assign(new Event('storage'), { key: null, newValue: null }));
  events.dispatchEvent(Object.assign(new Event('storage'), { key: 'of something else', newValue: null }));
  expect(heard).toBe(1);
});
