import type { ChatEntry, ChatMessage, ChatNotice } from './chat-state';

export interface MessageGroup {
  kind: 'group';
  key: string;
  from: ChatMessage['from'];
  identity: string;
  messages: ChatMessage[];
  /** Of the last message. */
  at: Date;
}

/** A pause after which the same person begins a new group. */
const PAUSE_MS = 5 * 60_000;

/** Messages of one person that follow each other closely become one group with one name and one time. */
export function messageGroups(entries: readonly ChatEntry[]): (MessageGroup | ChatNotice)[] {
  const groups: (MessageGroup | ChatNotice)[] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (entry.kind === 'notice') groups.push(entry);
    else if (last?.kind === 'group' && belongs(entry, last)) {
      last.messages.push(entry);
      last.at = entry.at;
    } else {
      const { key, from, identity, at } = entry;
      groups.push({ kind: 'group', key, from, identity, messages: [entry], at });
    }
  }
  return groups;
}

function belongs(message: ChatMessage, group: MessageGroup): boolean {
  const samePerson = message.from === group.from && (message.from !== 'agent' || message.identity === group.identity);
  return samePerson && message.at.getTime() - group.at.getTime() < PAUSE_MS;
}
