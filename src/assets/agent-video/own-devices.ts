import type { Own } from './call-view';
import { ownPicture } from './own-picture';
import type { CallRoom, Devices, OwnMedia } from './room-port';

/** The agent's microphone, camera and screen: what is open, and what of it the room gets. */
export class OwnDevices {
  #media: OwnMedia | undefined;
  #screen: MediaStreamTrack | undefined;
  #microphoneOn = true;
  #cameraOn = true;

  constructor(
    private readonly devices: Devices,
    private readonly changed: () => void,
  ) {}

  get media(): OwnMedia | undefined {
    return this.#media;
  }

  get view(): Own {
    const { microphone, camera } = this.#media ?? {};
    return {
      hasMicrophone: microphone !== undefined,
      hasCamera: camera !== undefined,
      microphoneOn: this.#microphoneOn,
      cameraOn: this.#cameraOn,
      camera: this.#cameraOn ? ownPicture(camera) : undefined,
      screen: ownPicture(this.#screen),
    };
  }

  /**
   * @param isWanted asked when they are open: who has gone away meanwhile is neither seen nor heard
   * @throws DOMException NotAllowedError, NotFoundError, NotReadableError
   */
  async open(isWanted: () => boolean): Promise<void> {
    const media = await this.devices.open();
    if (!isWanted()) return stop(media);
    this.#media = media;
    this.changed();
  }

  /** Lets go of everything. Next time microphone and camera are on again. */
  close(): void {
    if (this.#media) stop(this.#media);
    this.#screen?.stop();
    this.#media = undefined;
    this.#screen = undefined;
    this.#microphoneOn = true;
    this.#cameraOn = true;
  }

  switchMicrophone(room: CallRoom | undefined): void {
    this.#microphoneOn = !this.#microphoneOn;
    room?.switchMicrophone(this.#microphoneOn);
    this.changed();
  }

  switchCamera(room: CallRoom | undefined): void {
    this.#cameraOn = !this.#cameraOn;
    room?.switchCamera(this.#cameraOn);
    this.changed();
  }

  /** A room into which the call has moved begins with everything on and no screen. */
  async carryInto(room: CallRoom): Promise<void> {
    if (!this.#microphoneOn) room.switchMicrophone(false);
    if (!this.#cameraOn) room.switchCamera(false);
    if (this.#screen) await room.share(this.#screen).catch(() => this.#stopSharing(room));
  }

  /**
   * Begins to share a screen, or stops. Who chooses no screen shares none, and nothing has failed.
   *
   * @param room the one that the agent is in, asked again after they have chosen
   * @throws what the room says when it does not take the screen
   */
  async switchScreen(room: () => CallRoom | undefined): Promise<void> {
    if (this.#screen) return this.#stopSharing(room());
    const into = room();
    const screen = await this.devices.openScreen().catch(() => undefined);
    if (!screen) return;
    if (!into || into !== room()) return screen.stop();
    this.#screen = screen;
    // The browser has a button of its own for this.
    screen.addEventListener('ended', () => screen === this.#screen && this.#stopSharing(room()));
    this.changed();
    try {
      await into.share(screen);
    } catch (error) {
      this.#stopSharing(into);
      throw error;
    }
  }

  #stopSharing(room: CallRoom | undefined): void {
    room?.stopSharing();
    this.#screen?.stop();
    this.#screen = undefined;
    this.changed();
  }
}

function stop({ microphone, camera }: OwnMedia): void {
  microphone?.stop();
  camera?.stop();
}
