import { type FunctionsServer, type FunctionsSettings, startFunctionsServer } from '../functions-server';

/**
 * Our Functions as the platform runs them: each container is a copy with a memory of its own and takes one request at a
 * time; a request that finds none idle gets another one.
 */
export class Containers {
  readonly #all: Promise<FunctionsServer>[] = [];
  readonly #idle: Promise<FunctionsServer>[] = [];

  constructor(private readonly settings: FunctionsSettings) {}

  /** How many have been needed. */
  get count(): number {
    return this.#all.length;
  }

  /** Runs `work` in the container that was used last and is idle. */
  async run<Result>(work: (container: FunctionsServer) => Promise<Result>): Promise<Result> {
    const container = this.#idle.pop() ?? this.#start();
    try {
      return await work(await container);
    } finally {
      this.#idle.push(container);
    }
  }

  async stop(): Promise<void> {
    for (const container of this.#all) await (await container).stop();
  }

  #start(): Promise<FunctionsServer> {
    const container = startFunctionsServer({ log: () => undefined, settings: () => this.settings });
    this.#all.push(container);
    return container;
  }
}
