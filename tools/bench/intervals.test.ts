import { chainLength, timeCovered } from './intervals';

const interval = (start: number, end: number) => ({ start, end });

describe('the length of the longest chain', () => {
  it('is 0 without calls and 1 for one', () => {
    expect(chainLength([])).toBe(0);
    expect(chainLength([interval(3, 9)])).toBe(1);
  });

  it('counts calls side by side once', () => {
    expect(chainLength([interval(0, 80), interval(1, 81), interval(2, 82)])).toBe(1);
  });

  it('counts calls one after another each', () => {
    expect(chainLength([interval(0, 80), interval(81, 161), interval(162, 242)])).toBe(3);
  });

  it('counts two waves as two, in whatever order they are listed', () => {
    expect(chainLength([interval(83, 163), interval(82, 164), interval(0, 80), interval(82, 162)])).toBe(2);
  });

  it('takes the longest of several chains', () => {
    expect(chainLength([interval(0, 300), interval(0, 80), interval(80, 160), interval(170, 250)])).toBe(3);
  });
});

describe('the time covered', () => {
  it('counts overlapping time once, and gaps not at all', () => {
    expect(timeCovered([interval(0, 10), interval(5, 12), interval(20, 25)])).toBe(17);
  });

  it('counts an interval inside another one once', () => {
    expect(timeCovered([interval(0, 10), interval(2, 4), interval(3, 9)])).toBe(10);
  });

  it('is 0 when nothing happened', () => {
    expect(timeCovered([])).toBe(0);
  });
});
