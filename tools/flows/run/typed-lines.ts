import readline from 'node:readline';

/** What is typed, or comes through a pipe, a line at a time. */
export class TypedLines {
  readonly #ready: string[] = [];
  readonly #reader: readline.Interface;
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(private readonly input: NodeJS.ReadStream = process.stdin) {
    this.#reader = readline.createInterface({ input });
    this.#reader.on('line', (line) => {
      this.#ready.push(line);
      this.#wake();
    });
    this.#reader.on('close', () => {
      this.#ended = true;
      this.#wake();
    });
  }

  /** Whether somebody sits there. */
  get isTerminal(): boolean {
    return this.input.isTTY === true;
  }

  /** Undefined: there are no more. */
  async next(prompt: string): Promise<string | undefined> {
    if (this.isTerminal) process.stdout.write(prompt);
    while (this.#ready.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const line = this.#ready.shift();
    if (line !== undefined && !this.isTerminal) process.stdout.write(`${prompt}${line}\n`);
    return line;
  }

  close(): void {
    this.#reader.close();
  }
}
