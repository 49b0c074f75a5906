import { conditionRegex } from '../../../studio-flows/condition-regex';

/** Predicates of Split Based On: https://www.twilio.com/docs/studio/widget-library/split-based-on */
type Predicate = (value: string, expected: string) => boolean;

/** "Studio conditions are not case-sensitive and automatically trim leading and trailing whitespace characters." */
const plain = (text: string) => text.trim().toLowerCase();
const list = (text: string) => text.split(',').map(plain);
const number = (text: string) => (/^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN);

const isDate = (text: string) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};
const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Both in the documented form, compared as text, which has the same order. */
const ordered =
  (hasForm: (text: string) => boolean, holds: (value: string, expected: string) => boolean): Predicate =>
  (value, expected) =>
    hasForm(value.trim()) && hasForm(expected.trim()) && holds(value.trim(), expected.trim());

export const CONDITIONS: Record<string, Predicate> = {
  equal_to: (value, expected) => plain(value) === plain(expected),
  not_equal_to: (value, expected) => plain(value) !== plain(expected),
  matches_any_of: (value, expected) => list(expected).includes(plain(value)),
  does_not_match_any_of: (value, expected) => !list(expected).includes(plain(value)),
  is_blank: (value) => value.trim() === '',
  is_not_blank: (value) => value.trim() !== '',
  regex: (value, expected) => wholeMatch(value, expected),
  contains: (value, expected) => plain(value).includes(plain(expected)),
  does_not_contain: (value, expected) => !plain(value).includes(plain(expected)),
  starts_with: (value, expected) => plain(value).startsWith(plain(expected)),
  does_not_start_with: (value, expected) => !plain(value).startsWith(plain(expected)),
  less_than: (value, expected) => number(value) < number(expected),
  greater_than: (value, expected) => number(value) > number(expected),
  is_before_time: ordered(isTime, (value, expected) => value < expected),
  is_after_time: ordered(isTime, (value, expected) => value > expected),
  is_before_date: ordered(isDate, (value, expected) => value < expected),
  is_after_date: ordered(isDate, (value, expected) => value > expected),
};

function wholeMatch(value: string, pattern: string): boolean {
  try {
    return conditionRegex(pattern).test(value.trim());
  } catch {
    return false;
  }
}
