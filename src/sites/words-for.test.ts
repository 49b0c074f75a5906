import { german } from '../words/de/flow';
import { english } from '../words/en/flow';
import { defaultSite } from './default';
import type { Site } from './site';
import { localeFor, wordsFor } from './words-for';

const site: Site = {
  ...defaultSite,
  name: 'shop',
  locale: 'en',
  languages: ['en', 'de'],
  words: { de: { greeting: 'Hallo.', closed: 'Zu.' }, 'de-AT': { greeting: 'Grüß Gott.' } },
};

test('README example: the words of the language, with what the site says in other words', () => {
  expect(wordsFor(site, 'de')).toEqual({ ...german, greeting: 'Hallo.', closed: 'Zu.' });
  expect(wordsFor(site, 'de-AT')).toEqual({ ...german, greeting: 'Grüß Gott.', closed: 'Zu.' });
  expect(wordsFor(site, 'de-CH').greeting).toBe('Hallo.');
  expect(wordsFor(site, 'en-GB')).toEqual(english);
});

test.each(['fr', 'fr-CA', '', 'x', 'DE', 'toString', '__proto__', 'constructor-x'])(
  'for %p there are the words of the site, and dates as it writes them',
  (locale) => {
    expect(wordsFor(site, locale)).toEqual(english);
    expect(localeFor(site, locale)).toBe('en');
  },
);

test('a language that is spoken keeps its region for dates', () => {
  expect([localeFor(site, 'de-AT'), localeFor(site, 'en-GB')]).toEqual(['de-AT', 'en-GB']);
});

test('a site that does not speak its own language is a mistake that says so', () => {
  expect(() => wordsFor({ ...site, locale: 'fr-CA' }, 'es')).toThrow(
    'Site shop does not speak the language of its own locale fr-CA',
  );
});
