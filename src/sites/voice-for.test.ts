import { SPOKEN_WORDS } from '../words/spoken-words';
import { LANGUAGES } from '../words/words';
import { defaultSite, defaultVoice } from './default';
import { outletSite } from './outlet';
import { languageFor, siteCalled, voiceOf, voiceWordsFor } from './voice-for';

afterEach(() => jest.restoreAllMocks());

test('a site is called by its name, by its number, or is the default', () => {
  jest.replaceProperty(outletSite, 'voice', { ...defaultVoice, numbers: ['+431234567'] });
  expect(siteCalled('outlet', '')).toBe(outletSite);
  expect(siteCalled('', '+431234567')).toBe(outletSite);
  expect(siteCalled('default', '+431234567')).toBe(defaultSite);
  expect([siteCalled('', '+439999999'), siteCalled('unknown', '')]).toEqual([defaultSite, defaultSite]);
});

test('a site without a voice of its own has that of the default', () => {
  expect(voiceOf({})).toBe(defaultVoice);
});

test.each([
  ['de-DE', 'de-DE'],
  ['de-AT', 'de-DE'],
  ['de', 'de-DE'],
  ['it', 'en-US'],
  ['', 'en-US'],
])('for %s it speaks %s', (wanted, code) => {
  expect(languageFor(defaultVoice, wanted).code).toBe(code);
});

test('words are those of the language, and over them the site’s; a language without words has English ones', () => {
  const voice = { ...defaultVoice, words: { de: { welcome: 'Hier ist das Outlet.' }, 'de-AT': { goodbye: 'Baba.' } } };
  expect(voiceWordsFor(voice, 'de-AT')).toEqual({
    ...SPOKEN_WORDS.de,
    welcome: 'Hier ist das Outlet.',
    goodbye: 'Baba.',
  });
  expect(voiceWordsFor(voice, 'it-IT')).toEqual(SPOKEN_WORDS.en);
  expect(voiceWordsFor(voice, '__proto__')).toEqual(SPOKEN_WORDS.en);
});

test.each(LANGUAGES)('%s has all words, none of them empty or with spaces around', (language) => {
  const texts = Object.values(SPOKEN_WORDS[language]);
  expect(Object.keys(SPOKEN_WORDS[language]).sort()).toEqual(Object.keys(SPOKEN_WORDS.en).sort());
  for (const text of texts) expect(text).toBe(text.trim());
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts).not.toContain('');
});
