import type { Picture } from './room-port';

/** `<flex-video-picture>`: one camera or screen. It plays no sound. */
export class VideoPicture extends HTMLElement {
  #picture: Picture | undefined;
  readonly #video = document.createElement('video');

  constructor() {
    super();
    this.#video.muted = true;
    this.#video.autoplay = true;
    this.#video.playsInline = true;
  }

  get picture(): Picture | undefined {
    return this.#picture;
  }

  set picture(picture: Picture | undefined) {
    if (picture?.key === this.#picture?.key) return;
    if (this.isConnected) this.#picture?.detach(this.#video);
    this.#picture = picture;
    if (this.isConnected) picture?.attach(this.#video);
  }

  connectedCallback(): void {
    if (!this.#video.isConnected) this.append(this.#video);
    this.#picture?.attach(this.#video);
  }

  disconnectedCallback(): void {
    this.#picture?.detach(this.#video);
  }
}
