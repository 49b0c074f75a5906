/** When something was under way, in milliseconds on any clock. */
export interface Interval {
  start: number;
  end: number;
}

/** The longest chain of intervals of which each starts when the one before it has ended. */
export function chainLength(intervals: readonly Interval[]): number {
  const byEnd = [...intervals].sort((a, b) => a.end - b.end);
  const lengths: number[] = [];
  for (const [index, { start }] of byEnd.entries()) {
    const before = lengths.filter((_, earlier) => earlier < index && (byEnd[earlier]?.end ?? 0) <= start);
    lengths.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...lengths);
}

/** Milliseconds during which at least one of them was under way. */
export function timeCovered(intervals: readonly Interval[]): number {
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}
