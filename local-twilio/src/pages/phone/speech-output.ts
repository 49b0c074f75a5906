import type { PhoneLine } from './phone-call';

const SENTENCE = /[^.!?…]*[.!?…]+\s*/gy;

export const canSpeak = (): boolean => 'speechSynthesis' in window;

/** Says aloud what the phone hears, sentence by sentence, with the browser's own voice. */
export class SpeechOutput {
  #key = '';
  /** Characters of the line that are said, or about to be. */
  #said = 0;

  hear({ key, text, state, language }: PhoneLine): void {
    if (key !== this.#key) {
      this.#key = key;
      this.#said = 0;
    }
    if (state === 'interrupted') {
      this.stop();
      return;
    }
    SENTENCE.lastIndex = this.#said;
    for (let sentence = SENTENCE.exec(text); sentence; sentence = SENTENCE.exec(text)) {
      this.#say(sentence[0], language);
      this.#said += sentence[0].length;
    }
    if (state === 'said') {
      this.#say(text.slice(this.#said), language);
      this.#said = text.length;
    }
  }

  stop(): void {
    speechSynthesis.cancel();
  }

  #say(text: string, language: string | undefined): void {
    if (text.trim() === '') return;
    const utterance = new SpeechSynthesisUtterance(text);
    if (language) utterance.lang = language;
    speechSynthesis.speak(utterance);
  }
}
