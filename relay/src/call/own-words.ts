import { type SpokenWords, wordsFor } from '../words';
import type { Line } from './line';
import type { Speech } from './speech';

const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;

/** The language that is spoken, and what the relay itself says in it. */
export class OwnWords {
  #language: string;

  /**
   * @param languages the first one that is a BCP 47 tag is spoken
   * @param tellsApart the transcription tells languages apart
   */
  constructor(
    readonly line: Line,
    readonly speech: Speech,
    languages: readonly (string | undefined)[],
    readonly tellsApart: boolean,
  ) {
    this.#language = firstTag(languages);
  }

  get language(): string {
    return this.#language;
  }

  /**
   * Goes over to another language, and Twilio's voice, too.
   * @param isHeard by a transcription that tells languages apart (`multi`): it must not be tied to this one
   */
  speak(language: string, isHeard = false): void {
    if (language === this.#language || !LANGUAGE_TAG.test(language)) return;
    this.#language = language;
    this.#tellTwilio(isHeard);
  }

  /** @param languages as the TwiML of a new session has them: Twilio begins with the first one that is a tag */
  restore(languages: readonly (string | undefined)[]): void {
    if (firstTag(languages) !== this.#language) this.#tellTwilio(this.tellsApart);
  }

  #tellTwilio(isHeard: boolean): void {
    const ttsLanguage = this.#language;
    this.line.send({ type: 'language', ttsLanguage, ...(!isHeard && { transcriptionLanguage: ttsLanguage }) });
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

const firstTag = (languages: readonly (string | undefined)[]): string =>
  languages.find((each) => each && LANGUAGE_TAG.test(each)) ?? 'en-US';
