import { germanVoice } from './de/voice';
import { englishVoice } from './en/voice';
import { spanishVoice } from './es/voice';
import { frenchVoice } from './fr/voice';
import type { VoiceWords } from './voice-words';
import type { Language } from './words';

/** What a caller hears beside the bot's own answers, by language. */
export const SPOKEN_WORDS: Readonly<Record<Language, VoiceWords>> = {
  en: englishVoice,
  de: germanVoice,
  es: spanishVoice,
  fr: frenchVoice,
};
