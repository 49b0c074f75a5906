import { FLOW_WORDS } from '../words/flow-words';
import type { FlowWords } from '../words/words';
import type { Site } from './site';

/** The locale asked for when the site speaks its language (`de-AT` is satisfied by `de`), else the site's own. */
export function localeFor(site: Site, locale: string): string {
  return languageOf(site, locale) ? locale : site.locale;
}

/** What this site says in the locale asked for, or in its own: the words of the language, and over them the site's. */
export function wordsFor(site: Site, locale: string): FlowWords {
  const spoken = localeFor(site, locale);
  const language = languageOf(site, spoken);
  if (!language) throw new Error(`Site ${site.name} does not speak the language of its own locale ${site.locale}`);
  return { ...FLOW_WORDS[language], ...ownWords(site, language), ...ownWords(site, spoken) };
}

const languageOf = (site: Site, locale: string) => site.languages.find((language) => language === locale.split('-')[0]);

const ownWords = ({ words = {} }: Site, tag: string) => (Object.hasOwn(words, tag) ? words[tag] : undefined);
