import { html, nothing, type TemplateResult } from 'lit';
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

/** For whom the page's back end vouches. */
export function signedInLine(
  { verified, phase }: ChatState,
  words: ChatWords,
  name: string | undefined,
): TemplateResult | typeof nothing {
  if (!verified || (phase !== 'open' && phase !== 'opening')) return nothing;
  return html`<p class="signed-in" role="status" dir="auto">${name ? words.signedInAs(name) : words.signedIn}</p>`;
}

/** For who waits: the place in the queue and how long it takes, where that is known. */
export function waitingLine(state: ChatState, words: ChatWords, locale: string): TemplateResult | typeof nothing {
  const text = waitingText(state, words, locale);
  if (text === '') return nothing;
  return html`<p class="waiting" role="status" data-mood="busy"><span class="dot"></span><span>${text}</span></p>`;
}

function waitingText({ phase, agents, entries, availability }: ChatState, words: ChatWords, locale: string): string {
  if (phase !== 'open' || agents.length > 0 || entries.length === 0 || !availability) return '';
  // One of those who wait is this customer.
  const others = (availability.waiting ?? 0) > 1;
  return queueWords(availability, words) || (others ? availabilityWords(availability, words, locale).text : '');
}
