import { LastingStorage } from './lasting-storage';
import { memoryStorage } from './testing/memory-storage';

const refuse = () => {
  throw new Error('QuotaExceededError');
};

test('what a full storage does not take lasts as long as the page, and what stood there before is gone', () => {
  const full = memoryStorage();
  full.setItem('chat', 'before');
  const storage = new LastingStorage({ ...full, setItem: refuse });
  storage.setItem('chat', 'now');
  expect(storage.getItem('chat')).toBe('now');
  expect([...full.values]).toEqual([]);
  storage.removeItem('chat');
  expect(storage.getItem('chat')).toBeNull();
});

test('what another tab has written since counts', () => {
  const shared = memoryStorage();
  const storage = new LastingStorage({ ...shared, setItem: refuse });
  storage.setItem('chat', 'ours');
  shared.setItem('chat', 'theirs');
  expect(storage.getItem('chat')).toBe('theirs');
});

test.each([
  ['forbidden', { getItem: refuse, setItem: refuse, removeItem: refuse }],
  ['missing', undefined],
])('a storage that is %s is a memory', (_, storage) => {
  const lasting = new LastingStorage(storage);
  lasting.setItem('chat', 'ours');
  expect(lasting.getItem('chat')).toBe('ours');
  lasting.removeItem('chat');
  expect(lasting.getItem('chat')).toBeNull();
});
