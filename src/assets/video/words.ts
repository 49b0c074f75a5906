import { englishVideo } from '../../words/en/video';
import type { VideoWords } from '../../words/video-words';
import type { Language } from '../../words/words';

export type { VideoWords } from '../../words/video-words';

export const ENGLISH: VideoWords = englishVideo;

/** Each a file of its own, so that a page loads one language and no more. */
const OTHERS: Record<Exclude<Language, 'en'>, () => Promise<VideoWords>> = {
  de: () => import('../../words/de/video').then(({ germanVideo }) => germanVideo),
  es: () => import('../../words/es/video').then(({ spanishVideo }) => spanishVideo),
  fr: () => import('../../words/fr/video').then(({ frenchVideo }) => frenchVideo),
};

/** In the language that is nearest to a locale, English where there is none or it does not come. Never rejects. */
export async function loadWords(locale: string): Promise<VideoWords> {
  const language = (locale.split(/[-_]/)[0] ?? '').toLowerCase();
  if (!Object.hasOwn(OTHERS, language)) return ENGLISH;
  return OTHERS[language as keyof typeof OTHERS]().catch(() => ENGLISH);
}
