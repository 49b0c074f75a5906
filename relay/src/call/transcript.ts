import type { Clock } from '../clock';
import type { TranscriptLine } from '../store/call-store';
import type { CallRecord } from './call-record';
import type { AssistantMessage } from './history';
import type { Speech } from './speech';
import type { SpokenTurn } from './spoken-turn';

/**
 * What an agent reads of the call: the caller's words as they come, the bot's when it has said them, corrected when less
 * of them was heard.
 */
export class Transcript {
  #isBotWritten = true;
  #written = new WeakMap<SpokenTurn, TranscriptLine>();

  constructor(
    readonly record: CallRecord,
    readonly speech: Speech,
    readonly clock: Clock,
  ) {}

  caller(text: string): void {
    this.record.add({ at: this.#iso(this.clock.now()), who: 'caller', text });
  }

  /** The bot begins another turn: what it has said before was heard. */
  beginBot(): void {
    this.writeBot();
    this.speech.begin();
    this.#isBotWritten = false;
  }

  /**
   * An earlier session has said something of which it is not known how much was heard.
   * @param message in which the model remembers it
   */
  resume(line: TranscriptLine | undefined, message: AssistantMessage | undefined): void {
    if (message) this.speech.resumeWith(message, line && Date.parse(line.at));
    if (line && message?.content === line.text) this.#isBotWritten = false;
    else if (line) this.record.add(line);
  }

  /** It is known what the caller has heard of the bot's turn. */
  writeBot(): void {
    const line = this.unheard;
    this.#isBotWritten = true;
    if (line) this.#writeAs(this.speech.turn, line);
  }

  /** The caller has interrupted the bot: as `Speech.cut`. */
  cut(account: string, milliseconds: number): void {
    this.#correct(this.speech.cut(account, milliseconds));
  }

  /** Nobody listens any more: as `Speech.cutToPlayed`. */
  end(): void {
    this.#correct(this.speech.cutToPlayed());
    this.writeBot();
  }

  /** The bot's words that are not in the transcript yet. */
  get unheard(): TranscriptLine | undefined {
    if (this.#isBotWritten || this.speech.text === '') return undefined;
    return { at: this.#iso(this.speech.beganAt), who: 'bot', text: this.speech.text };
  }

  #writeAs(turn: SpokenTurn, line: TranscriptLine): void {
    this.#written.set(turn, line);
    this.record.add(line);
  }

  #correct(turns: readonly SpokenTurn[]): void {
    for (const turn of turns) {
      const line = this.#written.get(turn);
      const text = turn.text.trim();
      if (!line || line.text === text) continue;
      this.record.correct(line, text);
      this.#written.set(turn, { ...line, text });
    }
  }

  #iso(milliseconds: number): string {
    return new Date(milliseconds).toISOString();
  }
}
