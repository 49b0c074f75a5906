import type { ChatMessage, ChatNotice, ChatState } from './chat-state';

export interface TranscriptWords {
  me: string;
  /** An agent whose name is not known. */
  agent: string;
  assistant: string;
  joined: (name: string) => string;
  left: (name: string) => string;
  transferred: (from: string, to: string) => string;
  notSent: string;
  /** First line when earlier messages could not be loaded. */
  incomplete: string;
}

/** The chat as plain text, a line for each thing that happened. Attachments are named. */
export function transcriptText(
  { entries, people, hasEarlier }: Pick<ChatState, 'entries' | 'people' | 'hasEarlier'>,
  words: TranscriptWords,
  locale?: string,
): string {
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const nameOf = (identity: string) => people[identity]?.name ?? words.agent;
  const notice = ({ notice, identity, from = '' }: ChatNotice) => {
    if (notice === 'agent-transferred') return words.transferred(nameOf(from), nameOf(identity));
    return (notice === 'agent-joined' ? words.joined : words.left)(nameOf(identity));
  };
  const message = ({ from, identity, text, attachments, status }: ChatMessage) => {
    const author = from === 'agent' ? nameOf(identity) : words[from];
    const said = [text, ...attachments.map(({ name }) => `[${name}]`)].filter((part) => part !== '').join(' ');
    // What somebody writes can't look like a line of somebody else.
    const indented = said.replace(/\r\n?|[\n\u2028\u2029]/g, '\n    ');
    return `${author}: ${indented}${status === 'sent' ? '' : ` (${words.notSent})`}`;
  };
  const lines = entries.map(
    (entry) => `[${time.format(entry.at)}] ${entry.kind === 'message' ? message(entry) : `* ${notice(entry)}`}`,
  );
  return [...(hasEarlier ? [words.incomplete] : []), ...lines, ''].join('\n');
}
