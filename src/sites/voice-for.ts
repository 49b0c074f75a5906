import { SPOKEN_WORDS } from '../words/spoken-words';
import type { VoiceWords } from '../words/voice-words';
import { LANGUAGES } from '../words/words';
import { defaultSite, defaultVoice } from './default';
import type { Site } from './site';
import { findSite, SITES } from './sites';
import type { SpokenLanguage, VoiceSettings } from './voice-settings';

export const voiceOf = ({ voice = defaultVoice }: Pick<Site, 'voice'>): VoiceSettings => voice;

/** The site that is named, else the one that has this number, else the site "default". */
export function siteCalled(name: string, number: string): Site {
  const has = ({ voice }: Site) => voice?.numbers?.includes(number) ?? false;
  return findSite(name) ?? SITES.find(has) ?? defaultSite;
}

/** The language asked for, by its tag or by its first part, else the one that the site speaks first. */
export function languageFor({ languages }: VoiceSettings, wanted: string): SpokenLanguage {
  const [primary] = wanted.split('-');
  return (
    languages.find(({ code }) => code === wanted) ??
    languages.find(({ code }) => code.split('-')[0] === primary) ??
    languages[0]
  );
}

/** What the bot says in a language: the words of src/words, English where they lack it, and over them the site's. */
export function voiceWordsFor({ words = {} }: VoiceSettings, code: string): VoiceWords {
  const [primary = ''] = code.split('-');
  const language = LANGUAGES.find((known) => known === primary) ?? 'en';
  const own = (tag: string) => (Object.hasOwn(words, tag) ? words[tag] : undefined);
  return { ...SPOKEN_WORDS[language], ...own(primary), ...own(code) };
}
