import type { ChatEvents } from './chat-options';
import type { ChatState } from './chat-state';
import { Emitter } from './emitter';

/** The state that everybody sees; each change makes a new one and is told. */
export class ChatModel {
  readonly #emitter = new Emitter<ChatEvents>();
  #state: ChatState;
  #telling = false;

  constructor(state: ChatState) {
    this.#state = state;
  }

  get state(): ChatState {
    return this.#state;
  }

  update(change: Partial<ChatState>): void {
    this.replace({ ...this.#state, ...change });
  }

  /** What a listener changes is told after what it was told: everybody hears the states in their order. */
  replace(state: ChatState): void {
    this.#state = state;
    if (this.#telling) return;
    this.#telling = true;
    for (let told: ChatState | undefined; told !== this.#state; ) {
      told = this.#state;
      this.emit('state', told);
    }
    this.#telling = false;
  }

  on<Name extends keyof ChatEvents>(name: Name, listener: (payload: ChatEvents[Name]) => void): () => void {
    return this.#emitter.on(name, listener);
  }

  emit<Name extends keyof ChatEvents>(name: Name, payload: ChatEvents[Name]): void {
    this.#emitter.emit(name, payload);
  }
}
