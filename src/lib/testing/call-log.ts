export interface RecordedCall {
  /** Port and method, such as `conversations.create`. */
  name: string;
  args: unknown[];
  /** Calls of one wave were under way together; how many waves there are is the depth. */
  wave: number;
}

interface Intervention {
  name: string;
  /** `before`: Twilio does not do the work; `after`: it does. */
  when: 'before' | 'after';
  act: () => void;
  left: number;
}

/** Records what is asked of ports, answers in waves, and fails or interferes where a test wants it. */
export class CallLog {
  readonly calls: RecordedCall[] = [];
  readonly #interventions: Intervention[] = [];
  #wave = 1;
  #waiting: (() => void)[] = [];

  /** The same port, recorded. */
  record<Port extends object>(portName: string, port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const method: unknown = Reflect.get(target, property);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) =>
          this.#call(`${portName}.${String(property)}`, args, () => Reflect.apply(method, target, args));
      },
    });
  }

  /** This call fails; the work is not done. For ever, or so many times. */
  fail(name: string, error: Error, times = Number.POSITIVE_INFINITY): void {
    this.#intervene(name, 'before', times, () => {
      throw error;
    });
  }

  /** This call does its work, but its answer is lost. */
  loseAnswer(name: string, error: Error, times = Number.POSITIVE_INFINITY): void {
    this.#intervene(name, 'after', times, () => {
      throw error;
    });
  }

  /** Nothing fails or interferes any more. */
  mend(): void {
    this.#interventions.length = 0;
  }

  /** Somebody else does something just before this call arrives, once. */
  before(name: string, act: () => void): void {
    this.#intervene(name, 'before', 1, act);
  }

  /** Somebody else does something just after this call has arrived, once. */
  after(name: string, act: () => void): void {
    this.#intervene(name, 'after', 1, act);
  }

  names(): string[] {
    return this.calls.map(({ name }) => name);
  }

  /** Names of the calls, wave by wave; sorted within a wave. */
  waves(): string[][] {
    const numbers = [...new Set(this.calls.map(({ wave }) => wave))];
    return numbers.map((number) =>
      this.calls
        .filter(({ wave }) => wave === number)
        .map(({ name }) => name)
        .sort(),
    );
  }

  of(name: string): unknown[][] {
    return this.calls.filter((call) => call.name === name).map(({ args }) => args);
  }

  #intervene(name: string, when: Intervention['when'], left: number, act: () => void): void {
    this.#interventions.push({ name, when, act, left });
  }

  async #call<Result>(name: string, args: unknown[], work: () => Promise<Result>): Promise<Result> {
    this.calls.push({ name, args, wave: this.#wave });
    const outcome = await this.#attempt(name, work);
    await this.#endOfWave();
    if ('error' in outcome) throw outcome.error;
    return outcome.result;
  }

  async #attempt<Result>(name: string, work: () => Promise<Result>): Promise<{ result: Result } | { error: unknown }> {
    try {
      this.#act(name, 'before');
      const result = await work();
      this.#act(name, 'after');
      return { result };
    } catch (error) {
      return { error };
    }
  }

  #act(name: string, when: Intervention['when']): void {
    for (const intervention of [...this.#interventions]) {
      if (intervention.name !== name || intervention.when !== when || intervention.left < 1) continue;
      intervention.left -= 1;
      intervention.act();
    }
  }

  #endOfWave(): Promise<void> {
    if (this.#waiting.length === 0) {
      setImmediate(() => {
        const together = this.#waiting;
        this.#waiting = [];
        this.#wave += 1;
        for (const resume of together) resume();
      });
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
