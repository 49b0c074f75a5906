export interface Timer {
  cancel(): void;
}

/** The time by which limits and silences run; a test brings its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `run` once, after so many milliseconds. */
  after(milliseconds: number, run: () => void): Timer;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timeout = setTimeout(run, milliseconds);
    return { cancel: () => clearTimeout(timeout) };
  },
};
