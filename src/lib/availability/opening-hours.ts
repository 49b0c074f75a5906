import type { OpeningHours, Weekday } from '../../sites/site';

const WEEKDAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MINUTE_MS = 60_000;
const STEP_MINUTES = 15;
const LOOK_AHEAD_MINUTES = 8 * 24 * 60;

/** Is it open at this moment? @param at milliseconds since 1970 */
export function isOpen(hours: 'always' | OpeningHours, at: number): boolean {
  if (hours === 'always') return true;
  const { weekday, time } = localTime(hours.timeZone, at);
  return (hours.week[weekday] ?? []).some(([from, to]) => from <= time && time < to);
}

/** When it opens next, to the quarter of an hour; undefined when open now or not within eight days. */
export function opensAt(hours: 'always' | OpeningHours, at: number): Date | undefined {
  if (isOpen(hours, at)) return undefined;
  const quarter = STEP_MINUTES * MINUTE_MS;
  const first = Math.ceil(at / quarter) * quarter;
  for (let step = 0; step * STEP_MINUTES < LOOK_AHEAD_MINUTES; step += 1) {
    const moment = first + step * quarter;
    if (isOpen(hours, moment)) return new Date(moment);
  }
  return undefined;
}

/** Kept: making one costs more than using it a hundred times, and a closed week-end is 250 looks. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const kept = formatters.get(timeZone);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}

/** Weekday and HH:MM in a time zone; Intl knows about daylight saving. */
function localTime(timeZone: string, at: number): { weekday: Weekday; time: string } {
  const parts = formatter(timeZone).formatToParts(at);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const weekday = WEEKDAYS.find((name) => name === part('weekday').toLowerCase());
  if (!weekday) throw new Error(`No weekday in ${timeZone} at ${at}`);
  return { weekday, time: `${part('hour')}:${part('minute')}` };
}
