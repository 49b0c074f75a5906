type Listener<Payload> = (payload: Payload) => void;

/** Typed listeners, without the DOM. `on` returns the function that stops listening. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();

  /** @param report told what a listener has thrown: that is the page's own error, and nobody else is to suffer from it */
  constructor(private readonly report: (error: unknown) => void = throwLater) {}

  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(name, listeners);
    return () => void listeners.delete(listener);
  }

  emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        (listener as Listener<Events[Name]>)(payload);
      } catch (error) {
        this.report(error);
      }
    }
  }
}

/** As an event listener's: it shows in the console and in `window.onerror`. */
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
