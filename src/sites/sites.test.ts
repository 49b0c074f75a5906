import { FLOW_WORDS } from '../words/flow-words';
import { defaultSite } from './default';
import { findSite, SITES } from './sites';
import { voiceOf } from './voice-for';
import { voiceProblems } from './voice-problems';
import { wordsFor } from './words-for';

test('sites are found by their exact name', () => {
  expect(findSite('default')).toBe(defaultSite);
  expect([findSite('Default'), findSite(''), findSite('__proto__'), findSite('0')]).toEqual(Array(4).fill(undefined));
});

describe.each(SITES.map((each) => [each.name, each] as const))('the site %s', (_, each) => {
  test('has a name of its own', () => {
    expect(SITES.filter(({ name }) => name === each.name)).toEqual([each]);
  });

  test('speaks the language of its locale, and changes words of languages that it speaks', () => {
    const language = (tag: string) => tag.split('-')[0];
    expect(each.languages).toContain(language(each.locale));
    for (const tag of Object.keys(each.words ?? {})) expect(each.languages).toContain(language(tag));
  });

  test('has all its words in each of its languages, none of them empty', () => {
    for (const tag of [...each.languages, ...Object.keys(each.words ?? {})]) {
      const words = wordsFor(each, tag);
      expect(Object.keys(words).sort()).toEqual(Object.keys(FLOW_WORDS.en).sort());
      for (const text of Object.values(words).flat()) expect(text.trim()).toBe(text);
      for (const text of Object.values(words).flat()) expect(text).not.toBe('');
      expect(words.waitAnswers).toEqual(words.waitAnswers.map((answer) => answer.toLowerCase()));
      expect(words.closedUntil).toContain('{opensAt}');
    }
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

  test('remembers agents, if at all, for no longer than Sync keeps a document', () => {
    const { days = 1 } = each.knownAgent ?? {};
    expect(Number.isInteger(days) && days >= 1 && days <= 365).toBe(true);
  });

  test('speaks on the phone in its own languages, with voices that Twilio knows, for numbers of its own', () => {
    expect(voiceProblems(voiceOf(each))).toEqual([]);
    const language = (tag: string) => tag.split('-')[0];
    expect(language(voiceOf(each).languages[0].code)).toBe(language(each.locale));
    for (const { code } of voiceOf(each).languages) expect(each.languages).toContain(language(code));
    for (const tag of Object.keys(voiceOf(each).words ?? {})) expect(each.languages).toContain(language(tag));
    for (const number of each.voice?.numbers ?? []) {
      expect(number).toMatch(/^\+[1-9]\d{4,14}$/);
      expect(SITES.filter(({ voice }) => voice?.numbers?.includes(number))).toEqual([each]);
    }
  });

  test('lists exact origins', () => {
    for (const origin of each.origins) expect(new URL(origin).origin).toBe(origin);
  });

  test('leaves room in the 16 KB of attributes', () => {
    expect(each.limits.preEngagementBytes).toBeLessThanOrEqual(12 * 1024);
  });
});
