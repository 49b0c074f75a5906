import type { Clock } from '../clock';
import type { AssistantMessage, History } from './history';
import type { Line } from './line';
import { SpeechFilter } from './speech-filter';
import { type Passage, SpokenTurn } from './spoken-turn';

/** With its space. */
const CHARACTERS_PER_WORD = 6;

/** Sends the bot's words, turn by turn, and knows which of them were heard. */
export class Speech {
  #turn = new SpokenTurn();
  /** The turn before, while it may still be playing. */
  #before: SpokenTurn | undefined;
  /** What the model is writing. */
  #passage: Passage | undefined;
  #filter = new SpeechFilter();
  /** Words were sent, and not yet the turn's end. */
  #isOpen = false;
  #beganAt = 0;
  #characters = 0;
  /** When the words of earlier turns will have been spoken, by estimate. */
  #busyUntil = 0;
  #isTold = false;
  readonly #millisecondsPerCharacter: number;

  constructor(
    readonly line: Line,
    readonly history: History,
    readonly clock: Clock,
    wordsPerMinute: number,
  ) {
    this.#millisecondsPerCharacter = 60_000 / (wordsPerMinute * CHARACTERS_PER_WORD);
  }

  /** The turn has words, and may get more. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** When the turn's first words were sent, in milliseconds since 1970; 0 before. */
  get beganAt(): number {
    return this.#beganAt;
  }

  /** Until all that was sent has been spoken, by estimate; in milliseconds. */
  get remainingMs(): number {
    return this.isPlayed ? 0 : Math.max(0, this.#endsAt - this.clock.now());
  }

  /** Twilio tells in this call what it plays (`events="tokens-played"`). */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** Twilio has told the whole turn to be played. */
  get isPlayed(): boolean {
    return !this.#isOpen && this.#turn.isPlayed;
  }

  /** What was sent in this turn; after an interruption, what was heard of it. */
  get text(): string {
    return this.#turn.text.trim();
  }

  /** A new turn: what was said before will have been heard. */
  begin(): void {
    const isPlaying = !this.#turn.isPlayed && (this.#turn.isTold || this.#endsAt > this.clock.now());
    if (this.#turn.passages.length > 0) this.#before = isPlaying ? this.#turn : undefined;
    this.#busyUntil = this.#endsAt;
    this.#turn = new SpokenTurn();
    this.#beganAt = 0;
    this.#characters = 0;
  }

  /** What Twilio says by itself at the beginning of a call. */
  beginWith(greeting: string): void {
    this.#note({ text: greeting, message: { role: 'assistant', content: greeting }, isFiller: false });
  }

  /** Words of an earlier session, which may be playing still. */
  resumeWith(message: AssistantMessage): void {
    this.#beganAt = this.clock.now();
    this.#turn.passages.push({ text: message.content, message, isFiller: false });
  }

  /** A piece of the model's answer. */
  say(piece: string): void {
    const token = this.#filter.push(piece);
    if (token !== '') this.#send(token);
  }

  /** Words of the relay's own, which end the turn; `lang` where they are not in the language that is spoken. */
  sayAndEnd(words: string, options: { interruptible?: boolean; lang?: string } = {}): void {
    this.#finishPassage();
    const token = this.#apart(words);
    this.#note({ text: words, message: { role: 'assistant', content: words }, isFiller: false });
    this.line.send({ type: 'text', token, last: true, ...options });
    this.#isOpen = false;
  }

  /** Words which those that come next may cut off. */
  fill(words: string, lang?: string): void {
    this.line.send({ type: 'text', token: this.#apart(words), last: false, lang, preemptible: true });
    this.#note({ text: words, isFiller: true });
    this.#isOpen = true;
  }

  /** The model has written all that it had to say for now; undefined when that was nothing. */
  endPassage(): AssistantMessage | undefined {
    const rest = this.#filter.flush();
    if (rest !== '') this.#send(rest);
    const passage = this.#passage;
    this.#passage = undefined;
    if (!passage) return undefined;
    passage.message = { role: 'assistant', content: passage.text.trim() };
    return passage.message;
  }

  /** The turn has no more words. */
  end(): void {
    if (this.#isOpen) this.line.sendLast();
    this.#isOpen = false;
  }

  /** The turn is given up. What was sent of it will be heard unless the caller has interrupted. */
  stop(): void {
    this.end();
    // What the filter keeps back was not sent.
    this.#filter = new SpeechFilter();
    this.#finishPassage();
  }

  /** The caller has interrupted: what they did not hear is forgotten. */
  cut(account: string, milliseconds: number): void {
    const before = this.#before;
    const isOfBefore = before !== undefined && !this.#turn.isTold && !this.#turn.fits(account) && before.fits(account);
    if (isOfBefore) this.#turn.forget(this.history);
    (isOfBefore ? before : this.#turn).cut(this.history, account, milliseconds, this.#millisecondsPerCharacter);
    this.#before = undefined;
    this.#characters = 0;
    this.#busyUntil = 0;
  }

  /** Twilio tells that the bot has stopped speaking. */
  fellSilent(): void {
    if (this.#isOpen) return;
    this.#characters = 0;
    this.#busyUntil = 0;
  }

  /** Nobody listens any more: what Twilio has not told to be played was not heard, if it tells at all. */
  cutToPlayed(): void {
    if (this.#turn.isTold && !this.#turn.isPlayed) this.cut('', 0);
  }

  /** Twilio tells what has been played. */
  played(text: string): void {
    this.#isTold = true;
    if (this.#before?.goesOnWith(text) && !this.#before.isPlayed) this.#before.played(text);
    else if (this.#turn.passages.length > 0) {
      this.#before = undefined;
      this.#turn.played(text);
    }
  }

  get #endsAt(): number {
    if (this.#characters === 0) return this.#busyUntil;
    return Math.max(this.#busyUntil, this.#beganAt) + this.#characters * this.#millisecondsPerCharacter;
  }

  #send(token: string): void {
    if (this.#passage) {
      this.#passage.text += token;
      this.#characters += token.length;
      this.line.sendDelta(token);
      return;
    }
    if (token.trim() === '') return;
    this.line.sendDelta(this.#apart(token));
    this.#passage = { text: token, isFiller: false };
    this.#isOpen = true;
    this.#note(this.#passage);
  }

  #finishPassage(): void {
    const message = this.endPassage();
    if (message) this.history.add(message);
  }

  #note(passage: Passage): void {
    if (this.#beganAt === 0) this.#beganAt = this.clock.now();
    this.#characters += passage.text.length;
    this.#turn.passages.push(passage);
    if (passage.message) this.history.add(passage.message);
  }

  /** With a space before it, where words were sent before it in this turn. */
  #apart(token: string): string {
    return this.#isOpen && !/^\s/u.test(token) ? ` ${token}` : token;
  }
}
