/** What a step came to. */
export interface Outcome {
  /** One line for the terminal. */
  did: string;
  /** What is different in the account now, a line each; empty: nothing. */
  changed?: string[];
}

/** Tells how far a deployment is, and what it took. */
export class Progress {
  readonly changed: string[] = [];
  #count = 0;
  readonly #started: number;

  /** @param steps how many there will be */
  constructor(
    private readonly steps: number,
    private readonly say: (line: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#started = now();
  }

  /** Runs one step, which is told its title: `3/6 Functions`. Rejects with what it rejects with, after the step was named. */
  async step(name: string, work: (title: string) => Promise<Outcome>): Promise<void> {
    this.#count += 1;
    const title = `${this.#count}/${this.steps} ${name}`;
    const started = this.now();
    try {
      const { did, changed = [] } = await work(title);
      this.changed.push(...changed);
      this.say(`${title.padEnd(22)} ${did} (${this.#seconds(started)})`);
      for (const line of changed) this.say(`${' '.repeat(23)}${line}`);
    } catch (error) {
      this.say(`${title.padEnd(22)} failed (${this.#seconds(started)})`);
      throw error;
    }
  }

  /** Since the first step, such as `12.3 s`. */
  get total(): string {
    return this.#seconds(this.#started);
  }

  #seconds(since: number): string {
    return `${((this.now() - since) / 1000).toFixed(1)} s`;
  }
}
