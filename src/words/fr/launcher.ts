import type { LauncherWords } from '../words';

export const frenchLauncher: LauncherWords = {
  language: 'fr',
  launcher: 'Discutez avec nous',
  // French counts zero as one.
  launcherUnread: (count) =>
    count <= 1 ? `Discutez avec nous, ${count} nouveau message` : `Discutez avec nous, ${count} nouveaux messages`,
  resume: 'Reprendre votre discussion',
  notLoaded: 'La discussion ne s’est pas chargée. Veuillez réessayer.',
};
