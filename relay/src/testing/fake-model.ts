import type { Model, ModelEvent, ModelRequest } from '../model/model';

/** One answer that a test gives by hand. */
export class FakeAnswer {
  #events: ModelEvent[] = [];
  #isOver = false;
  #error: Error | undefined;
  #wake: () => void = () => {};

  constructor(readonly request: ModelRequest) {
    request.signal.addEventListener('abort', () => this.#wake());
  }

  get isAborted(): boolean {
    return this.request.signal.aborted;
  }

  say(...texts: string[]): this {
    return this.#add(...texts.map((text): ModelEvent => ({ kind: 'text', text })));
  }

  call(name: string, input: object = {}, id = `call_${name}`): this {
    return this.#add({ kind: 'toolCall', call: { id, name, arguments: JSON.stringify(input) } });
  }

  done(usage = { promptTokens: 0, completionTokens: 0 }): this {
    this.#add({ kind: 'done', usage });
    this.#isOver = true;
    return this;
  }

  fail(error: Error): void {
    this.#error = error;
    this.#wake();
  }

  #add(...events: ModelEvent[]): this {
    this.#events.push(...events);
    this.#wake();
    return this;
  }

  async *events(): AsyncGenerator<ModelEvent> {
    for (;;) {
      if (this.isAborted) return;
      const event = this.#events.shift();
      if (event) yield event;
      else if (this.#error) throw this.#error;
      else if (this.#isOver) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}

/** A model whose answers a test writes, or leaves open. */
export class FakeModel implements Model {
  readonly answers: FakeAnswer[] = [];
  #waiting: ((answer: FakeAnswer) => void)[] = [];
  #taken = 0;

  /** @param onAsked writes an answer as soon as it is asked for */
  constructor(readonly onAsked: (answer: FakeAnswer, index: number) => void = () => {}) {}

  stream(request: ModelRequest): AsyncIterable<ModelEvent> {
    const answer = new FakeAnswer({ ...request, messages: [...request.messages].map((message) => ({ ...message })) });
    this.answers.push(answer);
    this.onAsked(answer, this.answers.length - 1);
    this.#waiting.shift()?.(answer);
    return answer.events();
  }

  /** The next answer that is asked for, in order. */
  async asked(): Promise<FakeAnswer> {
    const index = this.#taken;
    this.#taken += 1;
    return this.answers[index] ?? new Promise((resolve) => this.#waiting.push(resolve));
  }
}
