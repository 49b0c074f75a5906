import { goesOnWith, heardUpTo, heardWithin, isWhole, type Skippable } from './heard';
import type { AssistantMessage, History } from './history';

/** Words that belong together: an answer's up to its tool calls, or the relay's own. */
export interface Passage {
  text: string;
  /** In which the model remembers them; a filler is in none. */
  message?: AssistantMessage;
  isFiller: boolean;
}

/** The bot's words of one turn, and what of them the caller has heard. Times are in milliseconds since 1970. */
export class SpokenTurn {
  readonly passages: Passage[] = [];
  /** When the first words were sent; 0 before. */
  beganAt = 0;
  /** When the caller hears the first of them, by estimate. */
  startsAt = 0;
  /** When the caller has heard the last of them, by estimate; of a turn that another one has followed. */
  endsAt = 0;
  /** The caller cannot interrupt it. */
  isProtected = false;
  /** What Twilio has told to be played, with `events="tokens-played"`. */
  #played = '';
  #isCut = false;
  #whole = { ofLength: -1, played: -1, is: false };

  get text(): string {
    return this.passages.length === 1
      ? (this.passages[0]?.text ?? '')
      : this.passages.map(({ text }) => text).join(' ');
  }

  played(text: string): void {
    this.#played += ` ${text}`;
  }

  /** These words, which Twilio tells to be played, are the next ones of this turn. */
  goesOnWith(words: string): boolean {
    return goesOnWith(this.text, `${this.#played} ${words}`, this.#fillers());
  }

  /** An account of what was heard that can be of this turn. */
  fits(account: string): boolean {
    return account.trim() !== '' && heardUpTo(this.text, account, this.#fillers()) !== undefined;
  }

  /** Nothing of it was heard. */
  forget(history: History): void {
    this.#keep(history, 0);
  }

  /** Twilio tells what it has played. */
  get isTold(): boolean {
    return this.#played !== '';
  }

  /** Twilio has told all of it to be played. */
  get isPlayed(): boolean {
    if (this.#played === '') return false;
    const { text } = this;
    if (this.#whole.ofLength !== text.length || this.#whole.played !== this.#played.length) {
      const is = isWhole(text, this.#played, this.#fillers());
      this.#whole = { ofLength: text.length, played: this.#played.length, is };
    }
    return this.#whole.is;
  }

  /** The caller has heard of it what there is to be heard. */
  get isOver(): boolean {
    return this.#isCut || this.isPlayed;
  }

  /**
   * The caller interrupted: what they have not heard is forgotten.
   * @param account what Twilio says that was heard
   * @param milliseconds for how long the bot had spoken
   */
  cut(history: History, account: string, milliseconds: number, millisecondsPerCharacter: number): void {
    this.#keep(history, this.#heardUpTo(account, milliseconds, millisecondsPerCharacter));
  }

  #keep(history: History, end: number): void {
    this.#isCut = true;
    let from = 0;
    for (const passage of this.passages) {
      const { length } = passage.text;
      passage.text = passage.text.slice(0, Math.max(0, end - from)).trim();
      if (passage.message) history.cut(passage.message, passage.text);
      from += length + 1;
    }
  }

  /**
   * Twilio's account at the interruption and what it told before are both a beginning of what was heard: the longer one
   * counts, since it may tell clause by clause. Both count for more than the time.
   */
  #heardUpTo(account: string, milliseconds: number, millisecondsPerCharacter: number): number {
    const { text } = this;
    const ends = [this.#played, account].flatMap((told) =>
      told.trim() === '' ? [] : (heardUpTo(text, told, this.#fillers()) ?? []),
    );
    return ends.length > 0 ? Math.max(...ends) : heardWithin(text, milliseconds, millisecondsPerCharacter);
  }

  #fillers(): Skippable[] {
    let from = 0;
    return this.passages.flatMap(({ text, isFiller }) => {
      const range = { from, to: from + text.length };
      from = range.to + 1;
      return isFiller ? [range] : [];
    });
  }
}
