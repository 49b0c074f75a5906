import { type CallView, NOBODY, type Phase, type Problem } from './call-view';
import { problemOf } from './problem-of';

/** How a call stands, and who is told when that changes. */
export class LiveView {
  #now: CallView;
  readonly #listeners = new Set<() => void>();

  constructor(consent: boolean) {
    this.#now = { ...NOBODY, consent };
  }

  get now(): CallView {
    return this.#now;
  }

  /** @returns the function that stops listening */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  set(changes: Partial<CallView>): void {
    this.#now = { ...this.#now, ...changes };
    for (const listener of [...this.#listeners]) listener();
  }

  /** Nothing of the last call is left but what belongs to the agent. */
  reset(phase: Phase, goesOn = false): void {
    const { records, consent, media, screen } = this.#now;
    this.set({ ...NOBODY, phase, goesOn, records, consent, media, screen });
  }

  /** One thing at a time, and what went wrong with it. */
  async during(busy: NonNullable<CallView['busy']>, problem: Problem, act: () => Promise<void>): Promise<void> {
    if (this.#now.busy) return;
    this.set({ busy, problem: undefined });
    try {
      await act();
    } catch (error) {
      this.set({ problem: problemOf(error, problem) });
    } finally {
      this.set({ busy: undefined });
    }
  }
}
