import type { ChatEvents } from './chat-options';
import type { ChatState } from './chat-state';
import { Emitter } from './emitter';

/** The state that everybody sees; each change makes a new one and is told. */
export class ChatModel {
  readonly #emitter = new Emitter<ChatEvents>();
  #state: ChatState;

  constructor(state: ChatState) {
    this.#state = state;
  }

  get state(): ChatState {
    return this.#state;
  }

  update(change: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...change };
    this.emit('state', this.#state);
  }

  replace(state: ChatState): void {
    this.#state = state;
    this.emit('state', state);
  }

  on<Name extends keyof ChatEvents>(name: Name, listener: (payload: ChatEvents[Name]) => void): () => void {
    return this.#emitter.on(name, listener);
  }

  emit<Name extends keyof ChatEvents>(name: Name, payload: ChatEvents[Name]): void {
    this.#emitter.emit(name, payload);
  }
}
