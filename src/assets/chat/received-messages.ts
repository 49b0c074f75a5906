import type { ChatMessage } from './chat-state';

export type SentMessage = ChatMessage & { index: number };

/** What Twilio has, in the order of its index. An entry that has not changed is the same object as before. */
export class ReceivedMessages {
  readonly #messages: SentMessage[] = [];

  get all(): readonly SentMessage[] {
    return this.#messages;
  }

  get last(): SentMessage | undefined {
    return this.#messages.at(-1);
  }

  get(index: number): SentMessage | undefined {
    const message = this.#messages[this.#place(index)];
    return message?.index === index ? message : undefined;
  }

  /** In the place of the one with the same index, if there is one. */
  set(message: SentMessage): void {
    this.#messages.splice(this.#place(message.index), this.get(message.index) ? 1 : 0, message);
  }

  remove(index: number): void {
    if (this.get(index)) this.#messages.splice(this.#place(index), 1);
  }

  after(index: number): SentMessage[] {
    return this.#messages.slice(this.#place(index + 1));
  }

  /** Of the first message that is not before this index. New ones come last, so the search ends at once. */
  #place(index: number): number {
    if (index > (this.last?.index ?? -1)) return this.#messages.length;
    let [from, to] = [0, this.#messages.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#messages[middle]?.index ?? 0) < index) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
