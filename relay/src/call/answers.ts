import { ModelError } from '../model/model';
import { Turn, type TurnOutcome, type TurnRoom } from './turn';

/** One more, and the model will not come to itself. */
const MOST_EMPTY_ANSWERS = 2;

/** The bot's answers, one at a time: nothing that comes of an earlier one is said any more. */
export class Answers {
  #turn: Turn | undefined;
  #askedAt = 0;
  /** In a row. */
  #empty = 0;

  /** @param onOutcome is told whether the answer was given up before */
  constructor(
    readonly room: TurnRoom,
    readonly onOutcome: (outcome: TurnOutcome, isCurrent: boolean) => void,
    readonly onFault: (error: unknown) => void,
  ) {}

  get isUnderWay(): boolean {
    return this.#turn !== undefined;
  }

  /** From the question to the first word that was sent, in milliseconds; undefined without a word. */
  get firstWordMs(): number | undefined {
    const { beganAt } = this.room.speech;
    return beganAt > 0 ? beganAt - this.#askedAt : undefined;
  }

  begin(): void {
    const turn = new Turn(this.room);
    this.#turn = turn;
    this.#askedAt = this.room.clock.now();
    turn
      .run()
      .then((outcome) => this.#onAnswered(turn, outcome))
      .catch(this.onFault);
  }

  /** What was sent will be heard, unless the caller has interrupted. */
  giveUp(): void {
    this.#turn?.stop();
    this.#turn = undefined;
    this.room.speech.stop();
  }

  #onAnswered(turn: Turn, outcome: TurnOutcome): void {
    const isCurrent = this.#turn === turn;
    if (isCurrent) this.#turn = undefined;
    this.onOutcome(isCurrent ? this.#judged(outcome) : outcome, isCurrent);
  }

  #judged(outcome: TurnOutcome): TurnOutcome {
    this.#empty = outcome.kind === 'silent' ? this.#empty + 1 : 0;
    if (this.#empty <= MOST_EMPTY_ANSWERS) return outcome;
    return { kind: 'failed', error: new ModelError('The model answers, and says nothing.', false) };
  }
}
