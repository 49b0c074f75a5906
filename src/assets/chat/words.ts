import { english } from '../../words/en/page';
import type { ChatWords, Language } from '../../words/words';

export type { ChatWords } from '../../words/words';

/** What there is before another language has come, and where there is none. */
export const ENGLISH: ChatWords = english;

/** Texts that a page says in its own words; of `problems`, those that it names. */
export type OwnWords = Partial<Omit<ChatWords, 'problems'>> & {
  problems?: Readonly<Record<string, string | undefined>>;
};

/** Each a file of its own, so that a page loads one language and no more. */
const OTHERS: Record<Exclude<Language, 'en'>, () => Promise<ChatWords>> = {
  de: () => import('../../words/de/page').then(({ german }) => german),
  es: () => import('../../words/es/page').then(({ spanish }) => spanish),
  fr: () => import('../../words/fr/page').then(({ french }) => french),
};

/**
 * The texts of the chat window in the language that is nearest to a locale (`de-AT` is satisfied by `de`), English
 * where there is none or it does not come. Never rejects.
 */
export async function loadWords(locale: string, own?: OwnWords): Promise<ChatWords> {
  const language = languageOf(locale);
  const words = language === undefined ? ENGLISH : await OTHERS[language]().catch(() => ENGLISH);
  return own ? withOwnWords(words, own) : words;
}

/** Texts with some of them replaced. */
export function withOwnWords(words: ChatWords, own: OwnWords): ChatWords {
  return { ...words, ...own, problems: { ...words.problems, ...own.problems } };
}

function languageOf(locale: string): keyof typeof OTHERS | undefined {
  const language = (locale.split(/[-_]/)[0] ?? '').toLowerCase();
  return Object.hasOwn(OTHERS, language) ? (language as keyof typeof OTHERS) : undefined;
}
