import type { Clock } from '../clock';
import type { AssistantMessage, History } from './history';
import type { Line } from './line';
import { SpeechFilter } from './speech-filter';
import type { Passage, SpokenTurn } from './spoken-turn';
import { SpokenTurns } from './spoken-turns';

/** With its space. */
const CHARACTERS_PER_WORD = 6;
/** Sends the bot's words, turn by turn, and knows for how long they are spoken and which of them were heard. */
export class Speech {
  readonly #turns: SpokenTurns;
  /** What the model is writing. */
  #passage: Passage | undefined;
  #filter = new SpeechFilter();
  /** Words were sent, and not yet the turn's end. */
  #isOpen = false;
  /** When all that was sent will have been spoken, by estimate; in milliseconds since 1970. */
  #endsAt = 0;
  readonly #millisecondsPerCharacter: number;

  constructor(
    readonly line: Line,
    readonly history: History,
    readonly clock: Clock,
    wordsPerMinute: number,
  ) {
    this.#millisecondsPerCharacter = 60_000 / (wordsPerMinute * CHARACTERS_PER_WORD);
    this.#turns = new SpokenTurns(history, clock, this.#millisecondsPerCharacter);
  }

  /** The turn that is being spoken, or that was the last one to be. */
  get turn(): SpokenTurn {
    return this.#turns.current;
  }

  /** The turn has words, and may get more. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** When the turn's first words were sent, in milliseconds since 1970; 0 before. */
  get beganAt(): number {
    return this.turn.beganAt;
  }

  /** Until all that was sent has been spoken, by estimate; in milliseconds. */
  get remainingMs(): number {
    return this.isPlayed ? 0 : Math.max(0, this.#endsAt - this.clock.now());
  }

  /** Twilio tells in this call what it plays (`events="tokens-played"`). */
  get isTold(): boolean {
    return this.#turns.isTold;
  }

  /** Twilio has told the whole turn to be played. */
  get isPlayed(): boolean {
    return !this.#isOpen && this.turn.isPlayed;
  }

  /** What was sent in this turn; after an interruption, what was heard of it. */
  get text(): string {
    return this.turn.text.trim();
  }

  /** A new turn: what was said before will have been heard, unless the caller interrupts it yet. */
  begin(): void {
    this.#turns.begin(this.#endsAt);
  }

  /** What Twilio says by itself at the beginning of a call. */
  beginWith(greeting: string): void {
    this.#note({ text: greeting, message: { role: 'assistant', content: greeting }, isFiller: false });
  }

  /**
   * Words of an earlier session, which may be playing still.
   * @param beganAt milliseconds since 1970
   */
  resumeWith(message: AssistantMessage, beganAt = this.clock.now()): void {
    this.turn.beganAt = beganAt;
    this.turn.startsAt = beganAt;
    this.turn.passages.push({ text: message.content, message, isFiller: false });
  }

  /** A piece of the model's answer. */
  say(piece: string): void {
    const token = this.#filter.push(piece);
    if (token !== '') this.#send(token);
  }

  /** Words of the relay's own, which end the turn; `lang` where they are not in the language that is spoken. */
  sayAndEnd(words: string, options: { interruptible?: boolean; lang?: string } = {}): void {
    this.#finishPassage();
    this.turn.isProtected = options.interruptible === false;
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

  /** The caller has interrupted: as `SpokenTurns.cut`. */
  cut(account: string, milliseconds: number): SpokenTurn[] {
    const turns = this.#turns.cut(account, milliseconds);
    const { text, isProtected } = this.turn;
    if (turns.length > 0)
      this.#endsAt = isProtected ? this.clock.now() + text.length * this.#millisecondsPerCharacter : 0;
    return turns;
  }

  /** Nobody listens any more: as `SpokenTurns.cutToPlayed`. */
  cutToPlayed(): SpokenTurn[] {
    return this.#turns.cutToPlayed();
  }

  /** Twilio tells that the bot has stopped speaking. */
  fellSilent(): void {
    if (!this.#isOpen) this.#endsAt = 0;
  }

  /** Twilio tells what has been played. */
  played(text: string): void {
    this.#turns.played(text);
  }

  #send(token: string): void {
    if (this.#passage) {
      this.#passage.text += token;
      this.#endsAt += token.length * this.#millisecondsPerCharacter;
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
    const turn = this.turn;
    const now = this.clock.now();
    this.#endsAt = Math.max(now, this.#endsAt);
    if (turn.beganAt === 0) {
      turn.beganAt = now;
      turn.startsAt = this.#endsAt;
    }
    this.#endsAt += passage.text.length * this.#millisecondsPerCharacter;
    turn.passages.push(passage);
    if (passage.message) this.history.add(passage.message);
  }

  /** With a space before it, where words were sent before it in this turn. */
  #apart(token: string): string {
    return this.#isOpen && !/^\s/u.test(token) ? ` ${token}` : token;
  }
}
