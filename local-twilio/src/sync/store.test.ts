import { Clock } from '../account/clock';
import { SyncStore } from './store';
import { EVERYBODY, type SyncSubscriber } from './sync-object';

const clocks: Clock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

function newStore({ speed = 1, lagMs = 30_000 } = {}) {
  const clock = new Clock(speed);
  clocks.push(clock);
  return { clock, store: new SyncStore(clock, lagMs) };
}

function listener(identity: string) {
  const heard: unknown[] = [];
  const subscriber: SyncSubscriber = {
    identity,
    notify: (type, payload) => heard.push([type, (payload as { event_type: string }).event_type]),
  };
  return { subscriber, heard };
}

test('a unique name is taken once in its type', () => {
  const { store } = newStore();
  const document = store.create('document', { uniqueName: 'n' });
  expect(store.create('document', { uniqueName: 'n' })).toBeUndefined();
  expect(store.create('map', { uniqueName: 'n' })?.sid).toMatch(/^MP[0-9a-f]{32}$/);
  expect(store.find('document', 'n')).toBe(document);
});

test('a document outlives its TTL by the lag, and its name is free afterwards', () => {
  const { store, clock } = newStore();
  store.create('document', { uniqueName: 'n', ttl: 60 });
  clock.advance(89_000);
  expect(store.find('document', 'n')).toBeDefined();
  clock.advance(1001);
  expect(store.find('document', 'n')).toBeUndefined();
  expect(store.create('document', { uniqueName: 'n' })).toBeDefined();
});

test('without a lag it is gone at once', () => {
  const { store, clock } = newStore({ lagMs: 0 });
  store.create('document', { uniqueName: 'n', ttl: 60 });
  clock.advance(60_001);
  expect(store.find('document', 'n')).toBeUndefined();
});

test('a new TTL counts from now, and 0 means for ever', () => {
  const { store, clock } = newStore({ lagMs: 0 });
  const moved = store.create('document', { uniqueName: 'moved', ttl: 60 });
  const kept = store.create('document', { uniqueName: 'kept', ttl: 60 });
  if (!moved || !kept) throw new Error('not created');
  clock.advance(50_000);
  store.setTtl(moved, 60);
  store.setTtl(kept, 0);
  expect(Date.parse(moved.dateExpires ?? '') - clock.now()).toBeGreaterThan(59_000);
  expect(kept.dateExpires).toBeNull();
  clock.advance(59_000);
  expect(store.find('document', 'moved')).toBe(moved);
  clock.advance(2000);
  expect(store.all('document')).toEqual([kept]);
});

test('data that were handed in or out are copies', () => {
  const { store } = newStore();
  const data = { count: 1 };
  const document = store.create('document', { data });
  data.count = 2;
  (document?.data as { count: number }).count = 3;
  expect(document?.data).toEqual({ count: 1 });
});

test('every change has the next event number and reaches those who may hear', () => {
  const { store } = newStore();
  const mayHear = (identity: string) => identity === 'friend';
  const list = store.create('list', { readers: { mayOpen: () => true, mayHear } });
  const friend = listener('friend');
  const stranger = listener('stranger');
  list?.subscribers.add(friend.subscriber);
  list?.subscribers.add(stranger.subscriber);
  expect([list?.push('a'), list?.push('b')]).toEqual([0, 1]);
  list?.putItem(0, 'A');
  list?.removeItem(1);
  list?.removeItem(1);
  expect(list?.push('c')).toBe(2);
  const types = ['list_item_added', 'list_item_added', 'list_item_updated', 'list_item_removed', 'list_item_added'];
  expect(friend.heard).toEqual(types.map((type) => ['com.twilio.rtd.cds.list', type]));
  expect(stranger.heard).toEqual([]);
  expect(list?.events.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  expect([list?.lastEventId, list?.revision]).toEqual([5, 5]);
});

test('a removed object tells its subscribers, and a gone connection hears nothing more', () => {
  const { store } = newStore();
  const map = store.create('map', { readers: EVERYBODY });
  const stays = listener('stays');
  const goes = listener('goes');
  map?.subscribers.add(stays.subscriber);
  map?.subscribers.add(goes.subscriber);
  store.unsubscribeAll(goes.subscriber);
  if (map) store.remove(map);
  expect(stays.heard).toEqual([['com.twilio.rtd.cds.map', 'map_removed']]);
  expect(goes.heard).toEqual([]);
});
