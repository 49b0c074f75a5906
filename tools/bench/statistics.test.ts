import { median, minimum, percentile } from './statistics';

it('takes the middle value, and the mean of the two middle ones', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

it('interpolates between neighbours', () => {
  expect(percentile([0, 10], 90)).toBe(9);
  expect(percentile([10, 20, 30, 40, 50], 90)).toBeCloseTo(46, 10);
  expect(percentile([7], 90)).toBe(7);
});

it('sorts numbers as numbers and leaves the list alone', () => {
  const values = [100, 9, 80];
  expect(minimum(values)).toBe(9);
  expect(values).toEqual([100, 9, 80]);
});

it('has no answer for an empty list', () => {
  expect(() => median([])).toThrow(RangeError);
});
