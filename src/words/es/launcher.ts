import type { LauncherWords } from '../words';

export const spanishLauncher: LauncherWords = {
  language: 'es',
  launcher: 'Chatee con nosotros',
  launcherUnread: (count) =>
    count === 1 ? 'Chatee con nosotros, 1 mensaje nuevo' : `Chatee con nosotros, ${count} mensajes nuevos`,
  resume: 'Continuar el chat',
  notLoaded: 'El chat no se ha cargado. Inténtelo de nuevo, por favor.',
};
