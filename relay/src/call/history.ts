import type { ModelMessage } from '../model/model';

export type AssistantMessage = Extract<ModelMessage, { role: 'assistant' }>;
export type ToolMessage = Extract<ModelMessage, { role: 'tool' }>;

/**
 * What the model remembers of a call, without the system's message. A tool call and its result enter together, since a
 * request with the one and not the other is refused; what is added meanwhile comes after them.
 */
export class History {
  #messages: ModelMessage[];
  /** What waits for the tools that are running. */
  #waiting: ModelMessage[] | undefined;
  #whole: Promise<void> | undefined;
  #becomeWhole: () => void = () => {};

  constructor(messages: readonly ModelMessage[] = []) {
    this.#messages = [...messages];
  }

  get messages(): readonly ModelMessage[] {
    return this.#messages;
  }

  /** Undefined unless tools are running; the model cannot be asked before. */
  get whole(): Promise<void> | undefined {
    return this.#whole;
  }

  get last(): ModelMessage | undefined {
    return (this.#waiting?.length ? this.#waiting : this.#messages).at(-1);
  }

  add(message: ModelMessage): void {
    (this.#waiting ?? this.#messages).push(message);
  }

  /** The model has called tools. */
  beginTools(): void {
    this.#waiting = [];
    this.#whole = new Promise((resolve) => {
      this.#becomeWhole = resolve;
    });
  }

  /** All of them have answered. */
  endTools(call: AssistantMessage, results: readonly ToolMessage[]): void {
    this.#messages.push(call, ...results, ...(this.#waiting ?? []));
    this.#waiting = undefined;
    this.#whole = undefined;
    this.#becomeWhole();
  }

  /** Something was heard in part, or not at all; a tool call stays whatever was heard of the words before it. */
  cut(message: AssistantMessage, heard: string): void {
    message.content = heard;
    if (heard !== '' || message.toolCalls) return;
    for (const list of [this.#messages, this.#waiting]) {
      const index = list?.lastIndexOf(message) ?? -1;
      if (index >= 0) list?.splice(index, 1);
    }
  }

  /** To be kept elsewhere: what is cut later does not change it. */
  copy(): ModelMessage[] {
    return [...this.#messages, ...(this.#waiting ?? [])].map((message) => ({ ...message }));
  }
}
