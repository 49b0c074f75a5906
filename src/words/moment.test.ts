import { momentIn } from './moment';

const NOW = Date.parse('2026-11-20T10:00:00Z');
const say = (text: string, locale: string, timeZone = 'Europe/Vienna') =>
  momentIn(Date.parse(text), NOW, locale, timeZone).replaceAll(/\s+/g, ' ');

test.each([
  ['en', /^Monday,? (at )?9:00 AM$/],
  ['en-GB', /^Monday,? (at )?0?9:00$/],
  ['de', /^Montag,? (um )?0?9:00$/],
  ['es', /^lunes, 9:00$/],
  ['fr', /^lundi (à )?0?9:00$/],
])('in %s, within the week: weekday and time', (locale, words) => {
  expect(say('2026-11-23T08:00:00Z', locale)).toMatch(words);
});

test.each([
  ['en', /^Monday, November 30(,| at) 9:00 AM$/],
  ['de', /^Montag, 30\. November um 0?9:00$/],
  ['es', /^lunes, 30 de noviembre, 9:00$/],
  ['fr', /^lundi 30 novembre à 0?9:00$/],
])('in %s, in another week: the date, too', (locale, words) => {
  expect(say('2026-11-30T08:00:00Z', locale)).toMatch(words);
});

test('the same weekday of the next week has its date', () => {
  expect(say('2026-11-27T09:59:00Z', 'en')).toContain('November 27');
});

test('in the time zone that is named', () => {
  expect(say('2026-11-23T08:00:00Z', 'en-GB', 'Asia/Kolkata')).toContain('13:30');
});
