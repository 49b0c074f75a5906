import { Progress } from './progress';

test('each step is named with what it came to and how long it took; what changed is kept', async () => {
  const said: string[] = [];
  let now = 0;
  const progress = new Progress(
    2,
    (line) => void said.push(line),
    () => now,
  );
  await progress.step('account', async (title) => {
    now += 1500;
    expect(title).toBe('1/2 account');
    return { did: '20 values found', changed: ['a role: made'] };
  });
  const failure = new Error('no');
  const failed = progress.step('Functions', async () => {
    now += 250;
    throw failure;
  });
  await expect(failed).rejects.toBe(failure);
  expect(said).toEqual([
    '1/2 account            20 values found (1.5 s)',
    '                       a role: made',
    '2/2 Functions          failed (0.3 s)',
  ]);
  expect([progress.changed, progress.total]).toEqual([['a role: made'], '1.8 s']);
});
