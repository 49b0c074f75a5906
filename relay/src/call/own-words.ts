import { type SpokenWords, wordsFor } from '../words';
import type { Line } from './line';
import type { Speech } from './speech';

const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;

/** The language that is spoken, and what the relay itself says in it. */
export class OwnWords {
  #language: string;

  /** @param languages the first one that is a BCP 47 tag is spoken */
  constructor(
    readonly line: Line,
    readonly speech: Speech,
    languages: readonly (string | undefined)[],
  ) {
    this.#language = languages.find((each) => each && LANGUAGE_TAG.test(each)) ?? 'en-US';
  }

  get language(): string {
    return this.#language;
  }

  /** Goes over to another language: Twilio's voice and its transcription, too. */
  speak(language: string): void {
    if (language === this.#language || !LANGUAGE_TAG.test(language)) return;
    this.#language = language;
    this.line.send({ type: 'language', ttsLanguage: language, transcriptionLanguage: language });
  }

  /** Ends the turn with these words. */
  say(which: keyof SpokenWords): void {
    const { words, lang } = wordsFor(this.#language);
    this.speech.sayAndEnd(words[which], { lang });
  }

  /** Something takes its time. */
  fill(): void {
    const { words, lang } = wordsFor(this.#language);
    this.speech.fill(words.oneMoment, lang);
  }
}
