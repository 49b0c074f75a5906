import { availabilityWords } from '../availability-words';
import type { ChatState } from '../chat-state';
import type { ChatWords } from '../words';

/** The line under the title: the one thing that the customer wants to know now. */
export function statusLine(state: ChatState, words: ChatWords, locale: string | undefined): string {
  if (state.phase === 'opening') return words.connecting;
  if (state.phase !== 'open') return '';
  if (state.connection !== 'connected') return words.reconnecting;
  const names = state.agents.map(({ name }) => name ?? words.agent);
  if (names.length > 0) return words.chattingWith(new Intl.ListFormat(locale, { type: 'conjunction' }).format(names));
  if (state.entries.length === 0) return '';
  const { available, waiting } = state.availability ?? {};
  // One of those who wait is this customer.
  if (state.availability && waiting && waiting > 1) return availabilityWords(state.availability, words, locale).text;
  return available === false && !waiting ? words.nobody : words.waitingForAgent;
}
