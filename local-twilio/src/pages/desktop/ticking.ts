import type { ReactiveController, ReactiveControllerHost } from 'lit';

const SECOND_MS = 1000;

/** Renders its host once a second, for what is said of the time that passes. */
export class Ticking implements ReactiveController {
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.host.requestUpdate(), SECOND_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
