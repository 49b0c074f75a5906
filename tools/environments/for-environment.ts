import type { Environment } from './environment';

const COMMAND = /`npm run (doctor|deploy|flows|routing)( -- ([^`]*))?`/g;
/** Those that ask no account. */
const OFFLINE = /^(lint|test|run|docs|version|check|explain)\b/;

/** A text in which each command between backticks can be copied as it is: it names the environment that is meant. */
export function forEnvironment(text: string, { flags }: Pick<Environment, 'flags'>): string {
  if (!flags) return text;
  return text.replaceAll(COMMAND, (command: string, program: string, _: string | undefined, words = '') => {
    if (OFFLINE.test(words)) return command;
    // A deployment starts a local Twilio of its own.
    const chosen = program === 'deploy' ? flags.replace(/--local \d+/, '--local') : flags;
    return `\`npm run ${program} -- ${[words, chosen].filter(Boolean).join(' ')}\``;
  });
}
