import type { ElementPart } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import type { RemoteAudioTrack, RemoteVideoTrack } from 'twilio-video';

type Playable = MediaStreamTrack | RemoteVideoTrack | RemoteAudioTrack | undefined;

const isRemote = (track: Playable): track is RemoteVideoTrack | RemoteAudioTrack =>
  track !== undefined && 'attach' in track;

/**
 * Plays a track in the element that it stands on. What is remote goes through the SDK's `attach`: by that it knows what
 * can be seen, and Twilio sends no more than that.
 */
class Play extends AsyncDirective {
  #element: HTMLMediaElement | undefined;
  #track: Playable;

  override render(_track: Playable): void {}

  override update(part: ElementPart, [track]: [Playable]): void {
    const element = part.element as HTMLMediaElement;
    if (this.#element === element && this.#track === track) return;
    this.#stop();
    this.#element = element;
    this.#track = track;
    this.#start();
  }

  protected override disconnected(): void {
    this.#stop();
  }

  protected override reconnected(): void {
    this.#start();
  }

  #start(): void {
    if (!this.#element || !this.#track) return;
    if (isRemote(this.#track)) this.#track.attach(this.#element);
    else this.#element.srcObject = new MediaStream([this.#track]);
  }

  #stop(): void {
    if (!this.#element) return;
    if (isRemote(this.#track)) this.#track.detach(this.#element);
    this.#element.srcObject = null;
  }
}

export const play = directive(Play);
