import type { ModelEvent } from './model';

/** Between the socket and whoever takes the events: no stream in between, and no promise per event. */
export class EventQueue {
  #events: ModelEvent[] = [];
  #taken = 0;
  #wake: (() => void) | undefined;

  get length(): number {
    return this.#events.length - this.#taken;
  }

  push(event: ModelEvent): void {
    this.#events.push(event);
    this.rouse();
  }

  /** Undefined: there is none now. */
  take(): ModelEvent | undefined {
    const event = this.#events[this.#taken];
    if (!event) return undefined;
    this.#taken += 1;
    if (this.#taken === this.#events.length) this.clear();
    return event;
  }

  clear(): void {
    this.#events.length = 0;
    this.#taken = 0;
  }

  /** Resolves at the next `push` or `rouse`. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  rouse(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
