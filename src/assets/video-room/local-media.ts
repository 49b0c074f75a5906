import type { MediaHost } from './media-host';
import { InsecurePage, lossProblem, mediaProblem } from './media-problem';
import {
  type DeviceState,
  MEDIA_KINDS,
  type MediaKind,
  type MediaProblem,
  type MediaState,
  NO_MEDIA,
} from './media-state';

const INPUT = { camera: 'videoinput', microphone: 'audioinput' } as const;
const PICTURE: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 24, max: 30 },
};

/** A person's own camera and microphone, before a call and in it. */
export class LocalMedia {
  state: MediaState = NO_MEDIA;
  #facing: 'user' | 'environment' = 'user';
  #muted = false;
  /** Goes up when a device is wanted or not wanted any more: what was asked for before comes too late. */
  readonly #wishes: Record<MediaKind, number> = { camera: 0, microphone: 0 };

  /**
   * @param changed told after each change
   * @param taken what has just come or gone, for whoever sends it on
   */
  constructor(
    private readonly host: MediaHost,
    private readonly changed: () => void,
    private readonly taken: (kind: MediaKind, track: MediaStreamTrack | undefined) => void,
  ) {
    host.devices?.addEventListener('devicechange', this.#listDevices);
  }

  /** Asks for both at once, so that there is one question; where that fails, for each that may still be had. */
  async start(): Promise<void> {
    if (MEDIA_KINDS.every((kind) => this.state[kind].track)) return;
    const wish = { camera: this.#wish('camera'), microphone: this.#wish('microphone') };
    const wanted = (kind: MediaKind) => this.#wishes[kind] === wish[kind];
    this.#set('camera', { status: 'starting' });
    this.#set('microphone', { status: 'starting' });
    try {
      const stream = await this.#open({ video: this.#constraints('camera'), audio: this.#constraints('microphone') });
      for (const track of stream.getTracks()) {
        const kind = track.kind === 'video' ? 'camera' : 'microphone';
        if (wanted(kind)) this.#keep(kind, track);
        else track.stop();
      }
    } catch (error) {
      if (MEDIA_KINDS.every(wanted)) await this.#startEach(mediaProblem(error));
    }
    await this.#listDevices();
  }

  async #startEach(problem: MediaProblem): Promise<void> {
    const [camera, microphone] = await Promise.all(MEDIA_KINDS.map(this.host.permission));
    const oneIsDenied = (camera === 'denied') !== (microphone === 'denied');
    if (problem === 'insecure' || (problem === 'denied' && !oneIsDenied)) {
      for (const kind of MEDIA_KINDS) this.#set(kind, { status: problem });
      return;
    }
    await this.turnOn('microphone');
    await this.turnOn('camera');
  }

  /** The device that was used last, or another one. A microphone that was muted stays so. */
  turnOn(kind: MediaKind, deviceId = this.state[kind].deviceId): Promise<void> {
    return this.#turnOn(kind, deviceId, mediaProblem);
  }

  async #turnOn(
    kind: MediaKind,
    deviceId: string | undefined,
    problemOf: (error: unknown) => MediaProblem,
  ): Promise<void> {
    this.turnOff(kind);
    const wish = this.#wish(kind);
    this.#set(kind, { status: 'starting', deviceId });
    const wanted = this.#constraints(kind);
    try {
      const stream = await this.#open(kind === 'camera' ? { video: wanted } : { audio: wanted });
      for (const track of stream.getTracks()) {
        if (wish === this.#wishes[kind]) this.#keep(kind, track);
        else track.stop();
      }
    } catch (error) {
      if (wish === this.#wishes[kind]) this.#set(kind, { status: problemOf(error) });
    }
    await this.#listDevices();
  }

  /** The light beside the camera goes out. */
  turnOff(kind: MediaKind): void {
    this.#wish(kind);
    const { track } = this.state[kind];
    if (track) {
      track.onended = null;
      track.stop();
      this.taken(kind, undefined);
    }
    this.#set(kind, { status: 'off', track: undefined });
  }

  /** Also of a microphone that comes later. */
  mute(muted: boolean): void {
    this.#muted = muted;
    const { track } = this.state.microphone;
    if (track) track.enabled = !muted;
    this.#set('microphone', {});
  }

  /** The other side of a phone. */
  async flip(): Promise<void> {
    this.#facing = this.#facing === 'user' ? 'environment' : 'user';
    this.#set('camera', { deviceId: undefined });
    await this.turnOn('camera');
  }

  /** Lets go of both. The next time nothing is muted. */
  stop(): void {
    this.#muted = false;
    for (const kind of MEDIA_KINDS) this.turnOff(kind);
  }

  /** For good. */
  close(): void {
    this.host.devices?.removeEventListener('devicechange', this.#listDevices);
    this.stop();
  }

  /** Is this the picture in which people expect to see themselves as in a mirror? */
  get mirrored(): boolean {
    return this.#facing === 'user';
  }

  #wish(kind: MediaKind): number {
    this.#wishes[kind] += 1;
    return this.#wishes[kind];
  }

  async #open(constraints: MediaStreamConstraints): Promise<MediaStream> {
    if (!this.host.devices) throw new InsecurePage();
    return this.host.devices.getUserMedia(constraints);
  }

  #constraints(kind: MediaKind): MediaTrackConstraints {
    const { deviceId } = this.state[kind];
    const device = deviceId ? { deviceId: { exact: deviceId } } : undefined;
    if (kind === 'microphone') return { echoCancellation: true, noiseSuppression: true, ...device };
    return { ...PICTURE, ...(device ?? { facingMode: this.#facing }) };
  }

  #keep(kind: MediaKind, track: MediaStreamTrack): void {
    const { deviceId, facingMode } = track.getSettings();
    // Pulled out, or taken away by the system: another one may do.
    track.onended = () => void this.#turnOn(kind, undefined, lossProblem);
    if (kind === 'microphone') track.enabled = !this.#muted;
    else if (facingMode === 'user' || facingMode === 'environment') this.#facing = facingMode;
    this.#set(kind, { status: 'on', track, deviceId });
    this.taken(kind, track);
  }

  readonly #listDevices = async (): Promise<void> => {
    const all = (await this.host.devices?.enumerateDevices().catch(() => [])) ?? [];
    for (const kind of MEDIA_KINDS) {
      const choices = all
        .filter((device) => device.kind === INPUT[kind] && device.deviceId !== '')
        .map(({ deviceId, label }) => ({ deviceId, label }));
      this.#set(kind, { choices });
    }
  };

  #set(kind: MediaKind, change: Partial<DeviceState>): void {
    this.state = { ...this.state, [kind]: { ...this.state[kind], ...change } };
    this.changed();
  }
}
