import { german } from './de/page';
import { germanVideo } from './de/video';
import { english } from './en/page';
import { englishVideo } from './en/video';
import { spanish } from './es/page';
import { spanishVideo } from './es/video';
import { FLOW_WORDS } from './flow-words';
import { french } from './fr/page';
import { frenchVideo } from './fr/video';
import type { VideoWords } from './video-words';
import { type ChatWords, LANGUAGES, type Language } from './words';

const PAGE_WORDS: Record<Language, ChatWords> = { en: english, de: german, es: spanish, fr: french };

const VIDEO_WORDS: Record<Language, VideoWords> = {
  en: englishVideo,
  de: germanVideo,
  es: spanishVideo,
  fr: frenchVideo,
};

/** Each text; those that are made of a number or a name with an example. */
function textsOf(words: object): string[] {
  return Object.values(words).flatMap((value: unknown) => {
    if (typeof value === 'string') return [value];
    if (typeof value === 'function') return [value('2', '3')];
    return textsOf(value as object);
  });
}

describe.each(LANGUAGES)('%s', (language) => {
  const page = PAGE_WORDS[language];
  const flow = FLOW_WORDS[language];
  const video = VIDEO_WORDS[language];

  test('has every text of the flow and of the page, none of them empty or with spaces around', () => {
    expect(Object.keys(flow).sort()).toEqual(Object.keys(FLOW_WORDS.en).sort());
    expect(Object.keys(page).sort()).toEqual(Object.keys(english).sort());
    expect(Object.keys(page.problems)).toEqual(Object.keys(english.problems));
    for (const text of [...textsOf(flow), ...textsOf(page), ...textsOf(video)]) {
      expect(text).not.toBe('');
      expect(text.trim()).toBe(text);
    }
  });

  test('says which language it is', () => {
    expect([page.language, video.language]).toEqual([language, language]);
  });

  test('shares no sentence with another language', () => {
    const sentences = (texts: string[]) => texts.filter((text) => text.split(' ').length > 2);
    const others = LANGUAGES.filter((other) => other !== language).flatMap((other) => [
      ...textsOf(FLOW_WORDS[other]),
      ...textsOf(PAGE_WORDS[other]),
      ...textsOf(VIDEO_WORDS[other]),
    ]);
    const mine = sentences([...textsOf(flow), ...textsOf(page), ...textsOf(video)]);
    expect(mine.length).toBeGreaterThan(30);
    expect(mine.filter((text) => others.includes(text))).toEqual([]);
  });

  test('understands the answer that it offers, without case', () => {
    expect(flow.waitAnswers).toContain('1');
    expect(flow.offer).toContain('1');
    expect(flow.waitAnswers).toEqual(flow.waitAnswers.map((answer) => answer.toLowerCase()));
  });

  test('tells when it opens again', () => {
    expect(flow.closedUntil.split('{opensAt}')).toHaveLength(2);
    expect(page.closed('Monday 9:00')).toContain('Monday 9:00');
    expect(page.closed(undefined)).not.toContain('undefined');
  });

  test('counts', () => {
    expect([page.launcherUnread(1), page.launcherUnread(2)].filter((text) => /[12]/.test(text))).toHaveLength(2);
    for (const count of [page.launcherUnread, page.busy, page.wait]) {
      expect(count(7)).toContain('7');
      expect(count(7)).not.toBe(count(1).replace('1', '7'));
    }
  });
});

test('French writes no-break spaces where its signs stand apart', () => {
  for (const text of [...textsOf(FLOW_WORDS.fr), ...textsOf(french), ...textsOf(frenchVideo)])
    expect(text).not.toMatch(/ [?!:;»]|« /);
});
