import { defaultSite } from './default';
import type { Site } from './site';
import { findSite, SITES, wordsFor } from './sites';
import { english } from './words';

const german = { ...english, greeting: 'Guten Tag.' };
const austrian = { ...english, greeting: 'Grüß Gott.' };
const site: Site = { ...defaultSite, name: 'shop', words: { en: english, de: german, 'de-AT': austrian } };

test('README example: the words of the language, as near as there are', () => {
  expect(wordsFor(site, 'de-AT').greeting).toBe('Grüß Gott.');
  expect(wordsFor(site, 'de-CH').greeting).toBe('Guten Tag.');
  expect(wordsFor(site, 'de').greeting).toBe('Guten Tag.');
});

test.each(['fr', 'fr-CA', '', 'x', 'DE', 'toString', '__proto__', 'constructor-x'])(
  'for %p there are the words of the site',
  (locale) => {
    expect(wordsFor(site, locale)).toEqual(english);
  },
);

test('a site without words for its own language is a mistake that says so', () => {
  expect(() => wordsFor({ ...site, locale: 'fr' }, 'es')).toThrow('Site shop has no words for its own locale fr');
});

test('sites are found by their exact name', () => {
  expect(findSite('default')).toBe(defaultSite);
  expect([findSite('Default'), findSite(''), findSite('__proto__'), findSite('0')]).toEqual(Array(4).fill(undefined));
});

describe.each(SITES.map((each) => [each.name, each] as const))('the site %s', (_, each) => {
  test('has a name of its own', () => {
    expect(SITES.filter(({ name }) => name === each.name)).toEqual([each]);
  });

  test('has all its words in each of its languages, none of them empty', () => {
    expect(each.words).toHaveProperty(each.locale);
    for (const words of Object.values(each.words)) {
      expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
      for (const text of Object.values(words).flat()) expect(text.trim()).toBe(text);
      for (const text of Object.values(words).flat()) expect(text).not.toBe('');
    }
  });

  test('understands what it offers, without case', () => {
    for (const { waitAnswers } of Object.values(each.words)) {
      expect(waitAnswers.length).toBeGreaterThan(0);
      expect(waitAnswers).toEqual(waitAnswers.map((answer) => answer.toLowerCase()));
    }
  });

  test('tells when it opens again', () => {
    for (const { closedUntil } of Object.values(each.words)) expect(closedUntil).toContain('{opensAt}');
  });

  test('ends every chat by a timer that Twilio takes', () => {
    expect(each.timers.inactive).toMatch(/^P(\d+D|T\d+[HM])$/);
    expect(each.timers.closed).toMatch(/^P(\d+D|T\d+[HM])$/);
  });

  test('keeps a chat with a message that was left open for more than the week that its task waits', () => {
    expect(each.messageTimers.inactive).toMatch(/^P(\d+D|T\d+[HM])$/);
    const [, days] = /^P(\d+)D$/.exec(each.messageTimers.closed) ?? [];
    expect(Number(days)).toBeGreaterThan(7);
  });

  test('lists exact origins', () => {
    for (const origin of each.origins) expect(new URL(origin).origin).toBe(origin);
  });

  test('leaves room in the 16 KB of attributes', () => {
    expect(each.limits.preEngagementBytes).toBeLessThanOrEqual(12 * 1024);
  });
});
