import { Clock } from '../account/clock';
import { itemPage } from './item-page';
import { SyncStore } from './store';
import type { SyncObject } from './sync-object';

const clock = new Clock();
afterAll(() => clock.stop());

function listOf(count: number): SyncObject {
  const list = new SyncStore(clock, 0).create('list', {});
  if (!list) throw new Error('not created');
  for (let index = 0; index < count; index += 1) list.push({ index });
  return list;
}

const ids = (list: SyncObject, query: string) => itemPage(list, new URLSearchParams(query)).items.map(({ id }) => id);

test('From is inclusive in both orders', () => {
  const list = listOf(12);
  expect(ids(list, 'From=3&PageSize=3')).toEqual([3, 4, 5]);
  expect(ids(list, 'From=3&PageSize=3&Order=desc')).toEqual([3, 2, 1]);
});

test('a list sorts by number, a map by key', () => {
  expect(ids(listOf(12), 'From=9')).toEqual([9, 10, 11]);
  const map = new SyncStore(clock, 0).create('map', {});
  for (const key of ['b', 'c', 'a']) map?.putItem(key, {});
  if (!map) throw new Error('not created');
  expect(ids(map, 'From=b')).toEqual(['b', 'c']);
  expect(ids(map, 'Key=c')).toEqual(['c']);
});

test('a token alone leads to the next and the previous page, in the same order and size', () => {
  const list = listOf(5);
  const first = itemPage(list, new URLSearchParams('Order=desc&PageSize=2'));
  const second = itemPage(list, new URLSearchParams({ PageToken: first.nextToken ?? '' }));
  expect(second.items.map(({ id }) => id)).toEqual([2, 1]);
  const third = itemPage(list, new URLSearchParams({ PageToken: second.nextToken ?? '' }));
  expect(third.items.map(({ id }) => id)).toEqual([0]);
  expect([first.previousToken, third.nextToken]).toEqual([null, null]);
  const back = itemPage(list, new URLSearchParams({ PageToken: second.previousToken ?? '' }));
  expect(back.items.map(({ id }) => id)).toEqual([4, 3]);
});

test('tokens tell truly whether a page touches the ends', () => {
  const list = listOf(4);
  const touches = (query: string) => {
    const { previousToken, nextToken } = itemPage(list, new URLSearchParams(query));
    return [previousToken === null, nextToken === null];
  };
  expect(touches('PageSize=4')).toEqual([true, true]);
  expect(touches('From=1&PageSize=2')).toEqual([false, false]);
  expect(touches('From=2&PageSize=2')).toEqual([false, true]);
  expect(touches('From=1&PageSize=2&Order=desc')).toEqual([false, true]);
});

test('a foreign token is refused', () => {
  expect(() => itemPage(listOf(1), new URLSearchParams('PageToken=nonsense'))).toThrow('Invalid page token');
});
