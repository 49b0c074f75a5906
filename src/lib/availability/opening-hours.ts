import type { OpeningHours, TimeSpan, Weekday } from '../../sites/site';
import { instantOf, localTime } from './zoned-time';

const WEEKDAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DAY_MS = 24 * 3600_000;
/** Over the longest holidays. */
const LOOK_AHEAD_DAYS = 60;

/** Is it open at this moment? @param at milliseconds since 1970 */
export function isOpen(hours: 'always' | OpeningHours, at: number): boolean {
  if (hours === 'always') return true;
  const { date, time } = localTime(hours.timeZone, at);
  return spansOf(hours, date).some(([from, to]) => from <= time && time < to);
}

/** When it opens next, to the minute; undefined when open now or not within 60 days. */
export function opensAt(hours: 'always' | OpeningHours, at: number): Date | undefined {
  if (hours === 'always' || isOpen(hours, at)) return undefined;
  const { timeZone } = hours;
  const today = Date.parse(localTime(timeZone, at).date);
  for (let day = 0; day <= LOOK_AHEAD_DAYS; day += 1) {
    const date = new Date(today + day * DAY_MS).toISOString().slice(0, 10);
    const openings = spansOf(hours, date)
      .map(([time]) => instantOf(timeZone, { date, time }))
      // Where the clock skips a whole span, there is no opening.
      .filter((opening) => opening > at && isOpen(hours, opening));
    if (openings.length > 0) return new Date(Math.min(...openings));
  }
  return undefined;
}

/** The spans of a day: the exception's, if it is one. @param date YYYY-MM-DD */
function spansOf({ week, exceptions = {} }: OpeningHours, date: string): readonly TimeSpan[] {
  const exception = Object.hasOwn(exceptions, date) ? exceptions[date] : undefined;
  const weekday = WEEKDAYS[new Date(date).getUTCDay()];
  return exception ?? (weekday && week[weekday]) ?? [];
}
