import { availabilityWords, queueWords } from '../availability-words';
import type { ChatState } from '../chat-state';
import type { ChatWords } from '../words';

/** The line under the title: the one thing that the customer wants to know now. */
export function statusLine(state: ChatState, words: ChatWords, locale: string): string {
  if (state.phase === 'opening') return words.connecting;
  if (state.phase !== 'open') return '';
  if (state.connection !== 'connected') return words.reconnecting;
  const names = state.agents.map(({ name }) => name ?? words.agent);
  if (names.length > 0) return words.chattingWith(new Intl.ListFormat(locale, { type: 'conjunction' }).format(names));
  if (state.entries.length === 0) return '';
  const { available, waiting } = state.availability ?? {};
  return available === false && !waiting ? words.nobody : words.waitingForAgent;
}

/** For who waits: the place in the queue and how long it takes. Empty when neither is known, or nobody waits. */
export function waitingLine(
  { phase, agents, entries, availability }: ChatState,
  words: ChatWords,
  locale: string,
): string {
  if (phase !== 'open' || agents.length > 0 || entries.length === 0 || !availability) return '';
  // One of those who wait is this customer.
  const others = (availability.waiting ?? 0) > 1;
  return queueWords(availability, words) || (others ? availabilityWords(availability, words, locale).text : '');
}
