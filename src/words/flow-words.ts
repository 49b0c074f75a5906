import { german } from './de/flow';
import { english } from './en/flow';
import { spanish } from './es/flow';
import { french } from './fr/flow';
import type { FlowWords, Language } from './words';

/** What the flow and the Functions say, by language. */
export const FLOW_WORDS: Readonly<Record<Language, FlowWords>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
};
