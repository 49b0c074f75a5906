import type { LauncherWords } from '../words';

export const englishLauncher: LauncherWords = {
  language: 'en',
  launcher: 'Chat with us',
  launcherUnread: (count) => (count === 1 ? 'Chat with us, 1 new message' : `Chat with us, ${count} new messages`),
  resume: 'Continue your chat',
  notLoaded: 'The chat did not load. Please try again.',
};
