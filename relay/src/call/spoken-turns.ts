import type { Clock } from '../clock';
import type { History } from './history';
import { SpokenTurn } from './spoken-turn';

/** Voices are slower than the estimate, and pause: for so long words may still be playing that should be over. */
const SLOWEST = 1.5;
const PAUSES_MS = 2_000;

/** The turn of the bot's that is spoken now, and those before it of which the caller may not have heard all yet. */
export class SpokenTurns {
  #current = new SpokenTurn();
  /** The oldest first. */
  #earlier: SpokenTurn[] = [];
  #isTold = false;

  constructor(
    readonly history: History,
    readonly clock: Clock,
    readonly millisecondsPerCharacter: number,
  ) {}

  get current(): SpokenTurn {
    return this.#current;
  }

  /** Twilio tells in this call what it plays (`events="tokens-played"`). */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** @param endsAt when the current turn will have been spoken, by estimate; in milliseconds since 1970 */
  begin(endsAt: number): void {
    if (this.#current.beganAt > 0) {
      this.#current.endsAt = Math.max(endsAt, this.clock.now());
      this.#earlier = this.#unheard();
    }
    this.#current = new SpokenTurn();
  }

  /**
   * The caller has interrupted: what they did not hear is forgotten, of the turn that was playing and of all behind it that
   * can be interrupted.
   * @param account what Twilio says that was heard, of the turn that was playing
   * @param milliseconds for how long that had been
   * @returns the turns that are shorter now
   */
  cut(account: string, milliseconds: number): SpokenTurn[] {
    const turns = this.#unheard().filter(({ beganAt, isProtected }) => beganAt > 0 && !isProtected);
    const playing = this.#playing(turns, account, milliseconds);
    return playing ? this.#cut(turns.slice(turns.indexOf(playing)), account, milliseconds) : [];
  }

  /** Nobody listens any more: what Twilio has not told to be played was not heard, if it tells at all. As `cut`. */
  cutToPlayed(): SpokenTurn[] {
    const turns = this.#unheard();
    const first = turns.findIndex((turn) => turn.isTold && !turn.isPlayed);
    return first < 0 ? [] : this.#cut(turns.slice(first), '', 0);
  }

  /** Twilio tells what has been played. */
  played(text: string): void {
    if (text.trim() === '') return;
    this.#isTold = true;
    const turns = this.#unheard();
    // The current turn is not asked: whatever fits no other is of it.
    const told = turns.slice(0, -1).find((turn) => turn.goesOnWith(text)) ?? this.#current;
    if (told.beganAt === 0) return;
    told.played(text);
    this.#earlier = turns.slice(turns.indexOf(told), -1);
  }

  /** The current one is always the last of them. */
  #unheard(): SpokenTurn[] {
    const now = this.clock.now();
    const mayBePlaying = ({ startsAt, endsAt }: SpokenTurn) =>
      now < startsAt + (endsAt - startsAt) * SLOWEST + PAUSES_MS;
    return [...this.#earlier.filter((turn) => !turn.isOver && mayBePlaying(turn)), this.#current];
  }

  /** Which of these turns Twilio speaks of. */
  #playing(turns: readonly SpokenTurn[], account: string, milliseconds: number): SpokenTurn | undefined {
    const now = this.clock.now();
    const fitting = turns.filter((turn) => turn.fits(account));
    if (fitting.length > 0) return fitting.find(({ endsAt }) => this.#isTold || endsAt > now) ?? fitting.at(-1);
    if (account.trim() !== '') return turns.at(-1);
    // Not one word of it was heard.
    if (this.#isTold) return turns[0];
    const distance = ({ startsAt }: SpokenTurn) => Math.abs(now - milliseconds - startsAt);
    return [...turns].sort((one, other) => distance(one) - distance(other))[0];
  }

  #cut(turns: SpokenTurn[], account: string, milliseconds: number): SpokenTurn[] {
    const [playing, ...behind] = turns;
    playing?.cut(this.history, account, milliseconds, this.millisecondsPerCharacter);
    for (const turn of behind) turn.forget(this.history);
    return turns;
  }
}
