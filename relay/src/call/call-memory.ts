import type { Setup } from '../protocol/frames';
import type { SavedCall } from '../store/call-store';
import type { CallHouse } from './call-house';
import { CallLimits } from './call-limits';
import { CallRecord } from './call-record';
import { History } from './history';

const PROMPTS_IN_SUMMARY = 3;

/** What is known of a call over all its sessions, and kept for whoever goes on with it. */
export class CallMemory {
  readonly history: History;
  readonly limits: CallLimits;
  readonly record: CallRecord;
  readonly #sessionId: string;
  readonly #beganAt: string;
  readonly #connections: number;
  #turns: number;
  #lastPrompts: string[] = [];

  constructor({ settings, store, log, clock }: CallHouse, setup: Setup, saved: SavedCall | undefined) {
    this.history = new History(saved?.history);
    this.limits = new CallLimits(settings, saved);
    this.record = new CallRecord(store, setup.callSid, log, clock);
    this.#sessionId = setup.sessionId;
    this.#beganAt = saved?.beganAt ?? new Date(clock.now()).toISOString();
    this.#connections = (saved?.connections ?? 0) + 1;
    this.#turns = saved?.turns ?? 0;
  }

  /** Milliseconds since 1970. */
  get beganAt(): number {
    return Date.parse(this.#beganAt);
  }

  /** Of the caller, so far. */
  get turns(): number {
    return this.#turns;
  }

  /** What the caller has said last, in this session. */
  get lastPrompts(): readonly string[] {
    return this.#lastPrompts;
  }

  addPrompt(said: string): void {
    this.#lastPrompts = [...this.#lastPrompts, said].slice(-PROMPTS_IN_SUMMARY);
  }

  /** A turn of the caller's, as the model is told. */
  addTurn(content: string): void {
    this.#turns += 1;
    this.history.add({ role: 'user', content });
  }

  /** @param rest is asked when it is written */
  save(rest: () => Pick<SavedCall, 'language' | 'ended' | 'unheard' | 'isCutOff' | 'handingOver'>): void {
    this.record.save(() => ({
      history: this.history.copy(),
      turns: this.#turns,
      ...this.limits.used,
      beganAt: this.#beganAt,
      connections: this.#connections,
      sessionId: this.#sessionId,
      ...rest(),
    }));
  }
}
