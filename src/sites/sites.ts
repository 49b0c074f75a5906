import { defaultSite } from './default';
import type { Site } from './site';
import type { Words } from './words';

/** Every site that these Functions serve. */
export const SITES: readonly Site[] = [defaultSite];

export function findSite(name: string): Site | undefined {
  return SITES.find((site) => site.name === name);
}

/** Words in the language asked for (`de-AT` is satisfied by `de`), else in the site's own. */
export function wordsFor(site: Site, locale: string): Words {
  const language = [locale, locale.split('-')[0] ?? '', site.locale].find((tag) => Object.hasOwn(site.words, tag));
  const words = language === undefined ? undefined : site.words[language];
  if (!words) throw new Error(`Site ${site.name} has no words for its own locale ${site.locale}`);
  return words;
}
