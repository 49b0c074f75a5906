import type { OpeningHours } from '../../sites/site';
import { isOpen, opensAt } from './opening-hours';

const at = (text: string) => Date.parse(text);
const opens = (hours: OpeningHours, text: string) => opensAt(hours, at(text))?.toISOString();

const office: OpeningHours = {
  timeZone: 'Europe/Vienna',
  week: {
    monday: [
      ['08:00', '12:00'],
      ['13:00', '17:30'],
    ],
    friday: [['08:00', '24:00']],
    saturday: [['00:00', '02:00']],
  },
};

test('README example: closed at the week-end, open again on Monday at eight', () => {
  expect(isOpen(office, at('2026-11-22T12:00:00Z'))).toBe(false);
  expect(opens(office, '2026-11-22T12:00:00Z')).toBe('2026-11-23T07:00:00.000Z');
});

test('always is always', () => {
  expect(isOpen('always', 0)).toBe(true);
  expect(opensAt('always', 0)).toBeUndefined();
});

test.each([
  ['2026-11-23T06:59:59.999Z', false],
  ['2026-11-23T07:00:00Z', true],
  ['2026-11-23T10:59:59Z', true],
  ['2026-11-23T11:00:00Z', false],
  ['2026-11-23T12:00:00Z', true],
  ['2026-11-23T16:29:00Z', true],
  ['2026-11-23T16:30:00Z', false],
  ['2026-11-24T09:00:00Z', false],
])('on a Monday and a Tuesday in Vienna, at %s: open %p', (moment, open) => {
  expect(isOpen(office, at(moment))).toBe(open);
});

test.each([
  ['in the lunch break, the afternoon', '2026-11-23T11:30:00Z', '2026-11-23T12:00:00.000Z'],
  ['in the evening, the next day that is open', '2026-11-23T18:00:00Z', '2026-11-27T07:00:00.000Z'],
  ['within the minute before', '2026-11-23T06:59:31Z', '2026-11-23T07:00:00.000Z'],
])('opens next: %s', (_, moment, next) => {
  expect(opens(office, moment)).toBe(next);
});

test('nothing is told while it is open', () => {
  expect(opens(office, '2026-11-23T08:00:00Z')).toBeUndefined();
});

test('never open: nothing is promised', () => {
  expect(opens({ timeZone: 'UTC', week: {} }, '2026-11-23T08:00:00Z')).toBeUndefined();
});

test('an opening at any minute is told to the minute', () => {
  const hours: OpeningHours = { timeZone: 'Europe/Vienna', week: { monday: [['08:07', '09:00']] } };
  expect(opens(hours, '2026-11-22T12:00:00Z')).toBe('2026-11-23T07:07:00.000Z');
});

test('of spans in any order, the next one counts', () => {
  const hours: OpeningHours = {
    timeZone: 'UTC',
    week: {
      monday: [
        ['13:00', '14:00'],
        ['09:00', '10:00'],
      ],
    },
  };
  expect(opens(hours, '2026-11-23T08:00:00Z')).toBe('2026-11-23T09:00:00.000Z');
  expect(opens(hours, '2026-11-23T11:00:00Z')).toBe('2026-11-23T13:00:00.000Z');
});

describe('exceptions of the week', () => {
  const nineToFive = [['09:00', '17:00']] as const;
  const shop: OpeningHours = {
    timeZone: 'Europe/Vienna',
    week: { monday: nineToFive, tuesday: nineToFive, wednesday: nineToFive, thursday: nineToFive, friday: nineToFive },
    exceptions: {
      '2026-12-24': [['09:00', '12:00']],
      '2026-12-25': [],
      '2026-12-27': [['10:00', '14:00']],
    },
  };

  test.each([
    ['a usual day', '2026-12-23T13:00:00Z', true],
    ['a shortened day, in the morning', '2026-12-24T10:59:00Z', true],
    ['a shortened day, in the afternoon', '2026-12-24T11:00:00Z', false],
    ['a holiday', '2026-12-25T10:00:00Z', false],
    ['a Sunday that is open', '2026-12-27T10:00:00Z', true],
    ['another Sunday', '2026-12-20T10:00:00Z', false],
  ])('%s, %s: open %p', (_, moment, open) => {
    expect(isOpen(shop, at(moment))).toBe(open);
  });

  test('the date is that of the time zone', () => {
    const exceptions = { '2026-12-24': [['00:00', '24:00']] } as const;
    const far: OpeningHours = { timeZone: 'Pacific/Kiritimati', week: {}, exceptions };
    expect(opens(far, '2026-12-20T00:00:00Z')).toBe('2026-12-23T10:00:00.000Z');
    expect(isOpen(far, at('2026-12-24T09:59:00Z'))).toBe(true);
    expect(isOpen(far, at('2026-12-24T10:00:00Z'))).toBe(false);
  });

  test('the next opening lies beyond a holiday and a week-end', () => {
    expect(opens(shop, '2026-12-24T11:30:00Z')).toBe('2026-12-27T09:00:00.000Z');
    expect(opens(shop, '2026-12-27T13:00:00Z')).toBe('2026-12-28T08:00:00.000Z');
  });

  test('the next opening lies beyond five weeks of holidays', () => {
    const days = Array.from({ length: 35 }, (_, day) => new Date(at('2026-07-20') + day * 86_400_000));
    const holidays = Object.fromEntries(days.map((day) => [day.toISOString().slice(0, 10), []]));
    expect(opens({ ...shop, exceptions: holidays }, '2026-07-18T10:00:00Z')).toBe('2026-08-24T07:00:00.000Z');
  });

  test('holidays in which the clocks change', () => {
    const exceptions = { '2026-10-23': [], '2026-10-26': [] };
    expect(opens({ ...shop, exceptions }, '2026-10-22T15:00:00Z')).toBe('2026-10-27T08:00:00.000Z');
  });
});

test('once a week: found from a minute after it closed', () => {
  const weekly: OpeningHours = { timeZone: 'UTC', week: { monday: [['09:00', '10:00']] } };
  expect(opens(weekly, '2026-11-23T10:01:00Z')).toBe('2026-11-30T09:00:00.000Z');
});

describe('midnight', () => {
  test('24:00 ends the day, and 00:00 goes on with it', () => {
    expect(isOpen(office, at('2026-11-27T22:59:59Z'))).toBe(true);
    expect(isOpen(office, at('2026-11-27T23:00:00Z'))).toBe(true);
    expect(isOpen(office, at('2026-11-28T00:59:59Z'))).toBe(true);
    expect(isOpen(office, at('2026-11-28T01:00:00Z'))).toBe(false);
  });

  test('24:00 ends the day, when nothing follows', () => {
    const hours: OpeningHours = { timeZone: 'UTC', week: { friday: [['00:00', '24:00']] } };
    expect(isOpen(hours, at('2026-11-26T23:59:59Z'))).toBe(false);
    expect(isOpen(hours, at('2026-11-27T00:00:00Z'))).toBe(true);
    expect(isOpen(hours, at('2026-11-27T23:59:59Z'))).toBe(true);
    expect(isOpen(hours, at('2026-11-28T00:00:00Z'))).toBe(false);
  });
});

describe('time zones', () => {
  const nine = (timeZone: string): OpeningHours => ({ timeZone, week: { monday: [['09:00', '17:00']] } });

  test.each([
    ['Pacific/Auckland', '2026-11-22T20:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-23T03:15:00.000Z'],
    ['Europe/London', '2026-11-23T09:00:00.000Z'],
    ['America/Los_Angeles', '2026-11-23T17:00:00.000Z'],
    ['Pacific/Honolulu', '2026-11-23T19:00:00.000Z'],
  ])('Monday nine o’clock in %s', (timeZone, moment) => {
    expect(isOpen(nine(timeZone), at(moment) - 1)).toBe(false);
    expect(isOpen(nine(timeZone), at(moment))).toBe(true);
    expect(opens(nine(timeZone), '2026-11-22T12:00:00Z')).toBe(moment);
  });

  test('one that does not exist is a mistake that shows at once', () => {
    expect(() => isOpen(nine('Europe/Nowhere'), 0)).toThrow(RangeError);
  });
});

describe('the days when the clocks change, in Vienna', () => {
  const sunday = (from: string, to: string): OpeningHours => ({
    timeZone: 'Europe/Vienna',
    week: { sunday: [[from, to]] },
  });

  test('in spring, nine o’clock is an hour earlier than the day before', () => {
    expect(opens(sunday('09:00', '17:00'), '2026-03-28T12:00:00Z')).toBe('2026-03-29T07:00:00.000Z');
  });

  test('in spring, what opens at half past two opens at three, since there is no half past two', () => {
    const hours = sunday('02:30', '04:00');
    expect(isOpen(hours, at('2026-03-29T00:59:59Z'))).toBe(false);
    expect(isOpen(hours, at('2026-03-29T01:00:00Z'))).toBe(true);
    expect(opens(hours, '2026-03-29T00:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
  });

  test('in autumn, nine o’clock is an hour later than the day before', () => {
    expect(opens(sunday('09:00', '17:00'), '2026-10-24T12:00:00Z')).toBe('2026-10-25T08:00:00.000Z');
  });

  test('in autumn, the hour from two to three is there twice', () => {
    const hours = sunday('02:00', '03:00');
    expect(isOpen(hours, at('2026-10-25T00:30:00Z'))).toBe(true);
    expect(isOpen(hours, at('2026-10-25T01:30:00Z'))).toBe(true);
    expect(isOpen(hours, at('2026-10-25T02:00:00Z'))).toBe(false);
  });

  test('in autumn, what opens in the hour that is there twice opens in the first', () => {
    const hours = sunday('02:30', '04:00');
    expect(opens(hours, '2026-10-25T00:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(isOpen(hours, at('2026-10-25T00:45:00Z'))).toBe(true);
  });

  test('in spring, what would be open only in the hour that is skipped opens a week later', () => {
    const hours = sunday('02:15', '02:45');
    expect(opens(hours, '2026-03-28T12:00:00Z')).toBe('2026-04-05T00:15:00.000Z');
  });

  test.each([
    ['America/New_York', '2026-03-08', '2026-03-08T13:00:00.000Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T14:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T22:00:00.000Z'],
    ['Asia/Kolkata', '2026-03-29', '2026-03-29T03:30:00.000Z'],
  ])('elsewhere: nine o’clock in %s on %s', (timeZone, date, moment) => {
    const hours: OpeningHours = { timeZone, week: {}, exceptions: { [date]: [['09:00', '10:00']] } };
    const twoDaysBefore = new Date(at(moment) - 2 * 86_400_000).toISOString();
    expect(opens(hours, twoDaysBefore)).toBe(moment);
  });
});
