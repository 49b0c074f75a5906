import type { HandoffNote } from '../../../src/lib/handoff-note/handoff-note';
import { type SpokenWords, wordsFor } from '../words';
import type { Decision } from './turn';

/** Why the relay itself asks for an agent; the other reasons are the model's. */
export type RelayReason = Exclude<HandoffNote['reasonCode'], 'customer-asked' | 'bot-cannot-help'>;

/** What the bot says last, and what the agent is told; without a note nobody takes over. */
export interface Parting {
  words: string;
  /** Where the words are not in the language that is spoken. */
  lang?: string;
  note?: Omit<HandoffNote, 'channel' | 'transcript'>;
}

const BY_REASON: Readonly<Record<RelayReason, { words: keyof SpokenWords; reason: string }>> = {
  'key-pressed': { words: 'handingOver', reason: 'The caller pressed the key for a person.' },
  'call-limit': { words: 'callLimit', reason: 'The call reached a limit of the bot.' },
  'bot-failed': { words: 'apology', reason: 'The bot could not answer.' },
  'no-answer': { words: 'noAnswer', reason: 'The caller did not answer the bot.' },
};
const LONGEST_SUMMARY = 600;

/** @param prompts what the caller has said last: no model has written a summary */
export function partingFor(reasonCode: RelayReason, language: string, prompts: readonly string[]): Parting {
  const { words, lang } = wordsFor(language);
  const { words: name, reason } = BY_REASON[reasonCode];
  const summary = prompts.map((said) => `Caller: ${said}`).join('\n');
  const note = { reasonCode, reason, language, ...(summary && { summary: summary.slice(-LONGEST_SUMMARY) }) };
  return { words: words[name], lang, note };
}

/** What a tool has decided, in its words or, where it has none, in the relay's. */
export function partingAs(decision: Decision, language: string): Parting {
  const { words, lang } = wordsFor(language);
  const note = decision.kind === 'handoff' ? { language, ...decision.note } : undefined;
  if (decision.text) return { words: decision.text, note };
  return { words: note ? words.handingOver : words.goodbye, lang, note };
}
