import type { ElementPart } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import type { Picture } from '../call-room';

/** Shows a picture in the video element that it stands on, for as long as the element is in a page. */
class Play extends AsyncDirective {
  #element: HTMLVideoElement | undefined;
  #picture: Picture | undefined;

  override render(_picture: Picture | undefined): void {}

  override update(part: ElementPart, [picture]: [Picture | undefined]): void {
    const element = part.element as HTMLVideoElement;
    if (this.#element === element && this.#picture?.key === picture?.key) return;
    this.disconnected();
    this.#element = element;
    this.#picture = picture;
    // Also while it is muted by its property: else browsers ask for a gesture of the person first.
    element.muted = true;
    this.reconnected();
  }

  protected override disconnected(): void {
    if (this.#element) this.#picture?.detach(this.#element);
  }

  protected override reconnected(): void {
    if (this.#element) this.#picture?.attach(this.#element);
  }
}

export const play = directive(Play);
