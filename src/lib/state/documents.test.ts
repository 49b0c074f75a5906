import { CallLog } from '../testing/call-log';
import { Clock, START } from '../testing/clock';
import { unanswered } from '../testing/failures';
import { MemorySync } from '../testing/memory-sync';
import { Documents } from './documents';

const TTL = 60;

function setting() {
  const clock = new Clock();
  const sync = new MemorySync();
  const log = new CallLog();
  const documents = new Documents<string>(log.record('sync', sync.port), (key) => `lock.${key}`, TTL, clock.now);
  return { clock, sync, log, documents };
}

test('README example: created once, read, replaced by who saw the last revision, removed', async () => {
  const { documents, log } = setting();
  const created = await documents.create('a', 'first');
  expect(created).toEqual({ value: 'first', revision: '0' });
  expect(await documents.create('a', 'second')).toBeUndefined();
  expect(await documents.read('a')).toEqual({ value: 'first', revision: '0' });
  expect(await documents.replace('a', 'third', '0')).toEqual({ value: 'third', revision: '1' });
  await documents.remove('a');
  expect(await documents.read('a')).toBeUndefined();
  expect(log.names()).toEqual([
    'sync.create',
    'sync.create',
    'sync.fetch',
    'sync.fetch',
    'sync.update',
    'sync.remove',
    'sync.fetch',
  ]);
});

test('a document has its name, its value, its end and its TTL', async () => {
  const { documents, log } = setting();
  await documents.create('a', 'first');
  expect(log.of('sync.create')).toEqual([['lock.a', { value: 'first', expiresAt: START + 60_000 }, 60]]);
});

test('of two that create at once, one does', async () => {
  const { documents } = setting();
  const both = await Promise.all([documents.create('a', 'one'), documents.create('a', 'two')]);
  expect(both).toEqual([{ value: 'one', revision: '0' }, undefined]);
});

test('the loser of a replacement learns it, and nothing is overwritten', async () => {
  const { documents } = setting();
  await documents.create('a', 'first');
  await documents.replace('a', 'second', '0');
  expect(await documents.replace('a', 'late', '0')).toBeUndefined();
  expect(await documents.read('a')).toEqual({ value: 'second', revision: '1' });
});

test('what was removed cannot be replaced', async () => {
  const { documents } = setting();
  await documents.create('a', 'first');
  await documents.remove('a');
  expect(await documents.replace('a', 'late', '0')).toBeUndefined();
  expect(await documents.read('a')).toBeUndefined();
});

test('removing twice is fine', async () => {
  const { documents } = setting();
  await documents.remove('a');
  await expect(documents.remove('a')).resolves.toBeUndefined();
});

describe('an expired document that Sync has not removed yet', () => {
  test('counts no more, from the millisecond on', async () => {
    const { clock, documents } = setting();
    await documents.create('a', 'first');
    clock.milliseconds += 59_999;
    expect(await documents.read('a')).toEqual({ value: 'first', revision: '0' });
    clock.milliseconds += 1;
    expect(await documents.read('a')).toBeUndefined();
  });

  test('is taken over by a new one, which lives its whole time', async () => {
    const { clock, documents } = setting();
    await documents.create('a', 'first');
    clock.milliseconds += 60_000;
    expect(await documents.create('a', 'second')).toEqual({ value: 'second', revision: '1' });
    clock.milliseconds += 59_999;
    expect(await documents.read('a')).toEqual({ value: 'second', revision: '1' });
  });

  test('is taken over by one alone', async () => {
    const { clock, documents } = setting();
    await documents.create('a', 'first');
    clock.milliseconds += 60_000;
    const both = await Promise.all([documents.create('a', 'one'), documents.create('a', 'two')]);
    expect(both).toEqual([{ value: 'one', revision: '1' }, undefined]);
  });
});

test('replacing makes it live longer', async () => {
  const { clock, documents } = setting();
  await documents.create('a', 'first');
  clock.milliseconds += 50_000;
  await documents.replace('a', 'second', '0');
  clock.milliseconds += 50_000;
  expect(await documents.read('a')).toEqual({ value: 'second', revision: '1' });
});

test('what is removed between the attempt and the look is created after all', async () => {
  const { sync, log, documents } = setting();
  await documents.create('a', 'first');
  log.after('sync.create', () => sync.documents.clear());
  expect(await documents.create('a', 'second')).toEqual({ value: 'second', revision: '0' });
});

test('a failure of Sync is thrown on, not taken for an answer', async () => {
  const { log, documents } = setting();
  for (const call of ['sync.create', 'sync.fetch', 'sync.update', 'sync.remove']) log.fail(call, unanswered());
  await expect(documents.create('a', 'x')).rejects.toThrow('No answer');
  await expect(documents.read('a')).rejects.toThrow('No answer');
  await expect(documents.replace('a', 'x', '0')).rejects.toThrow('No answer');
  await expect(documents.remove('a')).rejects.toThrow('No answer');
});

test('a document that somebody else wrote there is not taken for ours', async () => {
  const { sync, documents } = setting();
  await sync.port.create('lock.a', { something: 'else' }, 0);
  expect(await documents.read('a')).toBeUndefined();
  expect(await documents.create('a', 'ours')).toEqual({ value: 'ours', revision: '1' });
});
