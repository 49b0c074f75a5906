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
  const created = await documents.createOrRead('a', 'first');
  expect(created).toEqual({ created: true, value: 'first', revision: '0' });
  expect(await documents.createOrRead('a', 'second')).toEqual({ created: false, value: 'first', revision: '0' });
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
  await documents.createOrRead('a', 'first');
  expect(log.of('sync.create')).toEqual([['lock.a', { value: 'first', expiresAt: START + 60_000 }, 60]]);
});

test('of two that create at once, one does', async () => {
  const { documents } = setting();
  const both = await Promise.all([documents.createOrRead('a', 'one'), documents.createOrRead('a', 'two')]);
  expect(both).toEqual([
    { created: true, value: 'one', revision: '0' },
    { created: false, value: 'one', revision: '0' },
  ]);
});

test('the loser of a replacement learns it, and nothing is overwritten', async () => {
  const { documents } = setting();
  await documents.createOrRead('a', 'first');
  await documents.replace('a', 'second', '0');
  expect(await documents.replace('a', 'late', '0')).toBeUndefined();
  expect(await documents.read('a')).toEqual({ value: 'second', revision: '1' });
});

test('what was removed cannot be replaced', async () => {
  const { documents } = setting();
  await documents.createOrRead('a', 'first');
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
    await documents.createOrRead('a', 'first');
    clock.milliseconds += 59_999;
    expect(await documents.read('a')).toEqual({ value: 'first', revision: '0' });
    clock.milliseconds += 1;
    expect(await documents.read('a')).toBeUndefined();
  });

  test('is taken over by a new one, which lives its whole time', async () => {
    const { clock, documents } = setting();
    await documents.createOrRead('a', 'first');
    clock.milliseconds += 60_000;
    expect(await documents.createOrRead('a', 'second')).toEqual({ created: true, value: 'second', revision: '1' });
    clock.milliseconds += 59_999;
    expect(await documents.read('a')).toEqual({ value: 'second', revision: '1' });
  });

  test('is taken over by one alone', async () => {
    const { clock, documents } = setting();
    await documents.createOrRead('a', 'first');
    clock.milliseconds += 60_000;
    const both = await Promise.all([documents.createOrRead('a', 'one'), documents.createOrRead('a', 'two')]);
    expect(both).toEqual([
      { created: true, value: 'one', revision: '1' },
      { created: false, value: 'one', revision: '1' },
    ]);
  });
});

test('replacing makes it live longer', async () => {
  const { clock, documents } = setting();
  await documents.createOrRead('a', 'first');
  clock.milliseconds += 50_000;
  await documents.replace('a', 'second', '0');
  clock.milliseconds += 50_000;
  expect(await documents.read('a')).toEqual({ value: 'second', revision: '1' });
});

test('what is removed between the attempt and the look is created after all', async () => {
  const { sync, log, documents } = setting();
  await documents.createOrRead('a', 'first');
  log.after('sync.create', () => sync.documents.clear());
  expect(await documents.createOrRead('a', 'second')).toEqual({ created: true, value: 'second', revision: '0' });
});

test('what is changed between the attempt and the look is read as it is then', async () => {
  const { log, documents, sync } = setting();
  await documents.createOrRead('a', 'first');
  log.after('sync.create', () => {
    const kept = sync.documents.get('lock.a');
    if (kept) sync.documents.set('lock.a', { ...kept, data: { value: 'newer', expiresAt: START + 1 }, revision: 7 });
  });
  expect(await documents.createOrRead('a', 'second')).toEqual({ created: false, value: 'newer', revision: '7' });
});

describe('taking over an expired one', () => {
  async function expired() {
    const made = setting();
    await made.documents.createOrRead('a', 'first');
    made.clock.milliseconds += 60_000;
    return made;
  }

  test('that somebody else takes over first: theirs is read', async () => {
    const { documents, log, sync } = await expired();
    log.before('sync.update', () =>
      sync.documents.set('lock.a', { data: { value: 'theirs', expiresAt: START + 120_000 }, revision: 1, ttl: 60 }),
    );
    expect(await documents.createOrRead('a', 'ours')).toEqual({ created: false, value: 'theirs', revision: '1' });
  });

  test('that Sync removes at this moment: created', async () => {
    const { documents, log, sync } = await expired();
    log.before('sync.update', () => sync.documents.clear());
    expect(await documents.createOrRead('a', 'ours')).toEqual({ created: true, value: 'ours', revision: '0' });
    expect(log.of('sync.create')).toHaveLength(3);
  });
});

test('our own attempt that went through although its answer was lost is read as it is', async () => {
  const { documents, log } = setting();
  log.loseAnswer('sync.create', unanswered(), 1);
  await expect(documents.createOrRead('a', 'ours')).rejects.toThrow('No answer');
  expect(await documents.createOrRead('a', 'ours')).toEqual({ created: false, value: 'ours', revision: '0' });
});

test('a failure of Sync is thrown on, not taken for an answer', async () => {
  const { log, documents } = setting();
  for (const call of ['sync.create', 'sync.fetch', 'sync.update', 'sync.remove']) log.fail(call, unanswered());
  await expect(documents.createOrRead('a', 'x')).rejects.toThrow('No answer');
  await expect(documents.read('a')).rejects.toThrow('No answer');
  await expect(documents.replace('a', 'x', '0')).rejects.toThrow('No answer');
  await expect(documents.remove('a')).rejects.toThrow('No answer');
});

test('a document that somebody else wrote there is not taken for ours', async () => {
  const { sync, documents } = setting();
  await sync.port.create('lock.a', { something: 'else' }, 0);
  expect(await documents.read('a')).toBeUndefined();
  expect(await documents.createOrRead('a', 'ours')).toEqual({ created: true, value: 'ours', revision: '1' });
});
