/** 20 November 2026, 10:00 UTC. */
export const START = Date.UTC(2026, 10, 20, 10);

/** A clock that moves when it is told to, and by what is waited for. */
export class Clock {
  /** What was waited for, in milliseconds. */
  readonly pauses: number[] = [];

  constructor(public milliseconds = START) {}

  readonly now = (): number => this.milliseconds;

  readonly pause = async (milliseconds: number): Promise<void> => {
    this.pauses.push(milliseconds);
    this.milliseconds += milliseconds;
  };
}
