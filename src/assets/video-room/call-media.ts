import type { CallRoom, SentTracks } from './call-room';
import { LocalMedia } from './local-media';
import type { MediaHost } from './media-host';
import { type MediaKind, type MediaState, problemIn } from './media-state';

/**
 * What a person sends into a call: camera, microphone and screen. It is there before any room is, and goes from one room
 * into the next as it is.
 */
export class CallMedia {
  readonly #local: LocalMedia;
  #screen: MediaStreamTrack | undefined;
  #room: CallRoom | undefined;

  /** @param changed told after each change */
  constructor(
    private readonly host: MediaHost,
    private readonly changed: () => void,
  ) {
    this.#local = new LocalMedia(
      host,
      changed,
      (kind, track) => void this.#room?.send(kind, track).catch(() => undefined),
    );
  }

  get state(): MediaState {
    return this.#local.state;
  }

  get screen(): MediaStreamTrack | undefined {
    return this.#screen;
  }

  get mirrored(): boolean {
    return this.#local.mirrored;
  }

  /** Phones share no screen. */
  get canShare(): boolean {
    return 'getDisplayMedia' in (this.host.devices ?? {});
  }

  /** For a room that is about to be joined. */
  get tracks(): SentTracks {
    const { camera, microphone } = this.state;
    return {
      ...(camera.track && { camera: camera.track }),
      ...(microphone.track && { microphone: microphone.track }),
    };
  }

  /** Asks for camera and microphone. */
  start(): Promise<void> {
    return this.#local.start();
  }

  /** Again, after the person has mended what was in the way of this device, or of both. */
  retry(kind: MediaKind): Promise<void> {
    const both = problemIn(this.state.camera) && problemIn(this.state.microphone);
    return both ? this.#local.start() : this.#local.turnOn(kind);
  }

  /** The camera goes on or off, and its light with it; the microphone is muted, so that it is back at once. */
  async toggle(kind: MediaKind): Promise<void> {
    const { track, status } = this.state[kind];
    if (status === 'starting') return;
    if (!track) return this.#local.turnOn(kind);
    if (kind === 'camera') return this.#local.turnOff(kind);
    const muted = track.enabled;
    // The SDK tells the others only of what it switches itself.
    this.#room?.mute(muted);
    this.#local.mute(muted);
  }

  choose(kind: MediaKind, deviceId: string): Promise<void> {
    return this.#local.turnOn(kind, deviceId);
  }

  flip(): Promise<void> {
    return this.#local.flip();
  }

  /** From now on this room gets what is on, and what was switched while the way into it was being made. */
  async sendTo(room: CallRoom): Promise<void> {
    this.#room = room;
    const { camera, microphone } = this.state;
    await Promise.all([room.send('camera', camera.track), room.send('microphone', microphone.track)]).catch(
      () => undefined,
    );
    room.mute(microphone.track?.enabled === false);
    if (this.#screen) await room.send('screen', this.#screen).catch(() => this.unshare());
  }

  /** The room is over; another one may follow. */
  sendToNobody(): void {
    this.#room = undefined;
  }

  /**
   * Begins to share a screen, or ends it. Who closes the browser's question shares nothing, and nothing has failed.
   *
   * @throws what the room says when it does not take the screen
   */
  async share(): Promise<void> {
    if (this.#screen) return this.unshare();
    const { devices } = this.host;
    const stream = await devices?.getDisplayMedia({ video: { frameRate: 15 } }).catch(() => undefined);
    const [screen] = stream?.getVideoTracks() ?? [];
    const room = this.#room;
    if (!screen || !room) return screen?.stop();
    this.#screen = screen;
    // The browser has a button of its own for this.
    screen.onended = () => this.unshare();
    this.changed();
    try {
      await room.send('screen', screen);
    } catch (error) {
      this.unshare();
      throw error;
    }
  }

  unshare(): void {
    const screen = this.#screen;
    if (!screen) return;
    this.#screen = undefined;
    screen.onended = null;
    screen.stop();
    void this.#room?.send('screen', undefined);
    this.changed();
  }

  /** Lets go of everything. */
  stop(): void {
    this.#room = undefined;
    this.unshare();
    this.#local.stop();
  }

  /** For good: the page is gone. */
  close(): void {
    this.stop();
    this.#local.close();
  }
}
