const DAY_MS = 24 * 3600_000;
const MINUTE_MS = 60_000;

/** What the clock on a wall shows. */
export interface LocalTime {
  /** YYYY-MM-DD */
  date: string;
  /** HH:MM */
  time: string;
}

/** Kept: making one costs more than using it a hundred times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Date and time in a time zone. @param timeZone IANA name @param at milliseconds since 1970
 *
 * @throws RangeError for a time zone that does not exist
 */
export function localTime(timeZone: string, at: number): LocalTime {
  const parts = formatter(timeZone).formatToParts(at);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return { date: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
}

/**
 * When the clock in a time zone first shows this date and time, or, where it skips that hour in spring, the first moment
 * after it. Milliseconds since 1970.
 */
export function instantOf(timeZone: string, { date, time }: LocalTime): number {
  const wanted = `${date}T${time}`;
  const asUtc = Date.parse(`${wanted}Z`);
  // The offsets on either side of a change of the clocks, if there is one; the first moment is the one with the greater.
  const offsets = [offsetAt(timeZone, asUtc - DAY_MS), offsetAt(timeZone, asUtc + DAY_MS)].sort(
    (one, two) => two - one,
  );
  const candidates = offsets.map((offset) => asUtc - offset);
  const found = candidates.find((at) => shown(timeZone, at) === wanted);
  if (found !== undefined) return found;
  let [at = asUtc] = candidates;
  while (shown(timeZone, at) < wanted) at += MINUTE_MS;
  return at;
}

const offsetAt = (timeZone: string, at: number) => Date.parse(`${shown(timeZone, at)}Z`) - at;

function shown(timeZone: string, at: number): string {
  const { date, time } = localTime(timeZone, at);
  return `${date}T${time}`;
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const kept = formatters.get(timeZone);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}
