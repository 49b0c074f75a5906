import type { LauncherWords } from '../words';

export const germanLauncher: LauncherWords = {
  language: 'de',
  launcher: 'Chatten Sie mit uns',
  launcherUnread: (count) =>
    count === 1 ? 'Chatten Sie mit uns, 1 neue Nachricht' : `Chatten Sie mit uns, ${count} neue Nachrichten`,
  resume: 'Chat fortsetzen',
  notLoaded: 'Der Chat konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.',
};
