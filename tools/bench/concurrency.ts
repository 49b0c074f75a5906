import type { Interval } from './intervals';

/** How many were under way at once. */
export interface Concurrency {
  maximum: number;
  /** The number that was not exceeded for so many percent of the time from the first start to the last end. */
  percentile: (percent: number) => number;
}

/** Counts by time, not by interval: a moment with nothing under way counts as one with 0. */
export function concurrencyOf(intervals: readonly Interval[]): Concurrency {
  const changes = intervals
    .flatMap(({ start, end }) => [
      { at: start, by: 1 },
      { at: end, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  const millisecondsAt: number[] = [];
  let under = 0;
  let reached = changes[0]?.at ?? 0;
  for (const { at, by } of changes) {
    millisecondsAt[under] = (millisecondsAt[under] ?? 0) + at - reached;
    reached = at;
    under += by;
  }
  const times = Array.from(millisecondsAt, (milliseconds) => milliseconds ?? 0);
  const total = times.reduce((sum, milliseconds) => sum + milliseconds, 0);
  return {
    maximum: Math.max(
      0,
      times.findLastIndex((milliseconds) => milliseconds > 0),
    ),
    percentile: (percent) => {
      let left = (total * percent) / 100;
      for (const [count, milliseconds] of times.entries()) {
        left -= milliseconds;
        if (left <= 1e-9) return count;
      }
      return Math.max(0, times.length - 1);
    },
  };
}
