import type { ChatEntry, ChatMessage, ChatNotice, ChatState } from '../chat-state';
import type { ChatWords } from '../words';

export interface SpokenLine {
  key: string;
  text: string;
}

/** How many of the last lines stay: who listens is told what is added, not what stands there. */
const KEPT = 5;

/**
 * What a screen reader is told of a chat: each new line of others once, in the order of the log. Not what was there
 * before, nor what is loaded from before, nor times and states that change on a line that was told.
 */
export class SpokenLines {
  #told = new Set<string>();
  #wasOpen = false;
  #lines: SpokenLine[] = [];

  next(state: ChatState, words: ChatWords): readonly SpokenLine[] {
    const { phase, entries } = state;
    // Whoever sends something again in a new chat is there before anything was shown of its beginning.
    if (phase === 'new' || phase === 'opening') {
      this.#told = new Set();
      this.#lines = [];
    }
    // What is loaded from before stands above everything that was there.
    const first = entries.findIndex(({ key }) => this.#told.has(key));
    const listening = this.#wasOpen && (phase === 'open' || phase === 'ended');
    const fresh = listening ? entries.slice(first + 1).filter((entry) => this.#isNew(entry)) : [];
    for (const entry of entries) if (!isWaiting(entry)) this.#told.add(entry.key);
    this.#wasOpen = phase === 'open';
    if (fresh.length > 0) {
      const lines = fresh.map((entry) => ({ key: entry.key, text: lineOf(entry, state, words) }));
      this.#lines = [...this.#lines, ...lines].slice(-KEPT);
    }
    return this.#lines;
  }

  readonly #isNew = (entry: ChatEntry): boolean =>
    !this.#told.has(entry.key) && (entry.kind === 'notice' || entry.from !== 'me');
}

/** It stands below everything else until it is sent. */
const isWaiting = (entry: ChatEntry): boolean => entry.kind === 'message' && entry.status !== 'sent';

function lineOf(entry: ChatEntry, state: ChatState, words: ChatWords): string {
  if (entry.kind === 'notice') return noticeText(entry, state, words);
  const said = entry.videoInvitation ? words.videoInvitation : entry.text;
  const content = [said, ...entry.attachments.map(({ name }) => name)].filter(Boolean).join(', ');
  return `${authorName(entry, state, words)}: ${content}`;
}

export function authorName(
  { from, identity }: Pick<ChatMessage, 'from' | 'identity'>,
  { people }: ChatState,
  words: ChatWords,
): string {
  if (from === 'agent') return people[identity]?.name ?? words.agent;
  return from === 'me' ? words.me : words.assistant;
}

export function noticeText({ notice, identity, from }: ChatNotice, { people }: ChatState, words: ChatWords): string {
  const name = people[identity]?.name ?? words.agent;
  if (notice === 'agent-left') return words.left(name);
  if (notice === 'agent-joined') return words.joined(name);
  return words.transferred(people[from ?? '']?.name ?? words.agent, name);
}
