import { type PollFacts, pollAfter } from './poll-after';

const few: PollFacts = { waiting: 0, position: null, beingRead: false, random: 0 };
const span = (changes: Partial<PollFacts>) => [0, 0.999].map((random) => pollAfter({ ...few, ...changes, random }));

test('README example: pages come back after 20 to 30 seconds, not all at once', () => {
  expect([0, 0.25, 0.5, 0.999].map((random) => pollAfter({ ...few, random }))).toEqual([20, 23, 25, 30]);
});

test.each<[string, Partial<PollFacts>, number[]]>([
  ['80 wait: as ever', { waiting: 80 }, [20, 30]],
  ['300 wait: later', { waiting: 300 }, [75, 112]],
  ['5,000 wait: two to three minutes, and not longer', { waiting: 5000 }, [120, 180]],
  ['300 wait, and this one is fiftieth', { waiting: 300, position: 50 }, [20, 30]],
  ['nobody knows how many wait', { waiting: null }, [20, 30]],
  ['another container reads the queue just now', { waiting: null, beingRead: true }, [3, 4]],
])('%s', (_, changes, seconds) => {
  expect(span(changes)).toEqual(seconds);
});

test('300 who wait, 50 of them with a place, ask five times a second', () => {
  const average = (position: number | null) => pollAfter({ waiting: 300, position, beingRead: false, random: 0.5 });
  expect(50 / average(50) + 250 / average(null)).toBeCloseTo(4.66, 2);
});
