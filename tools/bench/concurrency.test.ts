import { concurrencyOf } from './concurrency';

test('README example: two overlap for a second of ten', () => {
  const { maximum, percentile } = concurrencyOf([
    { start: 0, end: 5000 },
    { start: 4000, end: 6000 },
    { start: 9000, end: 10_000 },
  ]);
  expect(maximum).toBe(2);
  expect([30, 31, 90, 91].map(percentile)).toEqual([0, 1, 1, 2]);
});

test('what begins when another one ends does not overlap it', () => {
  const touching = [
    { start: 0, end: 1 },
    { start: 1, end: 2 },
  ];
  expect(concurrencyOf(touching).maximum).toBe(1);
});

test('nothing at all', () => {
  const { maximum, percentile } = concurrencyOf([]);
  expect([maximum, percentile(99)]).toEqual([0, 0]);
});
