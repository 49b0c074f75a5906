import type { LitElement } from 'lit';

/** The keyboard's place in the window: it goes where the eye goes, and is not lost with a button that goes. */
export class WindowFocus {
  readonly #window: LitElement;
  #held = false;

  constructor(window: LitElement) {
    this.#window = window;
  }

  /** Before something is rendered. */
  hold(): void {
    this.#held = this.#isInside;
  }

  /** It was in the window before something was rendered. */
  get held(): boolean {
    return this.#held;
  }

  /** What had the focus has gone. */
  get isLost(): boolean {
    return this.#held && !this.#isInside;
  }

  /** Where one writes, or what comes next. */
  toFirst(): void {
    this.to('.composer textarea, .start input, .again');
  }

  /** When it is there. */
  to(selector: string): void {
    const { updateComplete, renderRoot } = this.#window;
    void updateComplete.then(() => renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }

  get #isInside(): boolean {
    return this.#window.matches(':focus-within');
  }
}
