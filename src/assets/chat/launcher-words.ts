import { germanLauncher } from '../../words/de/launcher';
import { englishLauncher } from '../../words/en/launcher';
import { spanishLauncher } from '../../words/es/launcher';
import { frenchLauncher } from '../../words/fr/launcher';
import type { LauncherWords } from '../../words/words';

const LAUNCHERS = [englishLauncher, germanLauncher, spanishLauncher, frenchLauncher];

/** In the language that is nearest to the locale (`de-AT` is satisfied by `de`), else in English. */
export function launcherWords(locale: string, own?: Partial<LauncherWords>): LauncherWords {
  const wanted = locale.toLowerCase().split(/[-_]/)[0];
  return { ...englishLauncher, ...LAUNCHERS.find(({ language }) => language === wanted), ...own };
}
