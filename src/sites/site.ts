import type { Words } from './words';

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** From and to as HH:MM of the site's time zone; `24:00` ends the day. */
export type TimeSpan = readonly [from: string, to: string];

export interface OpeningHours {
  /** IANA name, such as Europe/Vienna. */
  timeZone: string;
  week: Partial<Record<Weekday, readonly TimeSpan[]>>;
}

/** ISO-8601 durations. */
export interface Timers {
  /** At least PT1M. */
  inactive: string;
  /** At least PT10M. */
  closed: string;
}

/** One site or brand whose pages carry the chat. */
export interface Site {
  name: string;
  /** Exact origins of its pages. Those of the site "default" come from ALLOWED_ORIGINS as well. */
  origins: readonly string[];
  hours: 'always' | OpeningHours;
  locale: string;
  /** Words by language; the site's own locale must be among them. */
  words: Readonly<Record<string, Words>>;
  /** They end every chat that nobody ends. */
  timers: Timers;
  /** The same for a chat in which the customer left a message: longer than a task may wait for an agent to come in. */
  messageTimers: Timers;
  limits: {
    /** Bytes of JSON that a page may send along before the chat. */
    preEngagementBytes: number;
  };
}
