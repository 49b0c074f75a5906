const DAYS_AHEAD = 6;
const DAY_MS = 24 * 3600_000;

/**
 * A moment to come, as one says it: the weekday and the time; the date, too, where the weekday alone could be another
 * week's.
 *
 * @param at, now milliseconds since 1970
 * @param locale BCP 47; undefined: the reader's own
 * @param timeZone IANA name; undefined: the reader's own
 */
export function momentIn(at: number, now: number, locale: string | undefined, timeZone?: string): string {
  const near = at - now < DAYS_AHEAD * DAY_MS;
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    ...(!near && { day: 'numeric', month: 'long' }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}
