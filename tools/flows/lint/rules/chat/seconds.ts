/** Seconds that a widget may wait: undefined when nothing is said, 'later' when Liquid or a deploy decides. */
export function secondsOf(value: unknown): number | 'later' | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const seconds = Number(value);
  return Number.isNaN(seconds) ? 'later' : seconds;
}
