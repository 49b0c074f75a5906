import { Cleanup } from './cleanup';

test('what was made last is removed first, and what fails or hangs keeps nothing else', async () => {
  const removed: string[] = [];
  const cleanup = new Cleanup(20);
  cleanup.add('the first', async () => removed.push('the first'));
  cleanup.add('what hangs', () => new Promise(() => undefined));
  cleanup.add('what throws at once', () => {
    throw new Error('no connection');
  });
  cleanup.add('what is gone', () => Promise.reject(Object.assign(new Error('not found'), { status: 404 })));
  cleanup.add('the last', async () => removed.push('the last'));
  await cleanup.run();
  expect(removed).toEqual(['the last', 'the first']);
  expect(cleanup.problems).toEqual(['what throws at once: no connection', 'what hangs: it did not end within 0.02 s']);
});
