export type MediaKind = 'camera' | 'microphone';

/** What is in the way of a camera or microphone. */
export type MediaProblem = 'denied' | 'missing' | 'in_use' | 'insecure' | 'failed';

export interface DeviceState {
  status: 'off' | 'starting' | 'on' | MediaProblem;
  /** While it is on. Of the microphone: also while it is muted. */
  track: MediaStreamTrack | undefined;
  deviceId: string | undefined;
  choices: readonly { deviceId: string; label: string }[];
}

export type MediaState = Record<MediaKind, DeviceState>;

const NONE: DeviceState = { status: 'off', track: undefined, deviceId: undefined, choices: [] };

export const NO_MEDIA: MediaState = { camera: NONE, microphone: NONE };

/** What a browser has: `navigator.mediaDevices` is missing on a page that did not come over https. */
export interface MediaHost {
  devices: MediaDevices | undefined;
  /** False in some browsers inside other programs. */
  canCall: boolean;
  /** Whether asking again is of use: what was denied once and for all gets no question any more. */
  permission: (kind: MediaKind) => Promise<PermissionState | undefined>;
}

export const browserMedia = (): MediaHost => ({
  devices: navigator.mediaDevices as MediaDevices | undefined,
  canCall: typeof RTCPeerConnection === 'function',
  permission: async (name) => {
    try {
      return (await navigator.permissions.query({ name: name as PermissionName })).state;
    } catch {
      return undefined;
    }
  },
});

const KINDS = ['camera', 'microphone'] as const;
const INPUT = { camera: 'videoinput', microphone: 'audioinput' } as const;
const PICTURE: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 24, max: 30 },
};

/** The person's own camera and microphone, before a call and in it. */
export class LocalMedia {
  state: MediaState = NO_MEDIA;
  #facing: 'user' | 'environment' = 'user';

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
    if (KINDS.every((kind) => this.state[kind].track)) return;
    this.#set('camera', { status: 'starting' });
    this.#set('microphone', { status: 'starting' });
    try {
      const stream = await this.#open({ video: this.#constraints('camera'), audio: this.#constraints('microphone') });
      for (const track of stream.getTracks()) this.#keep(track.kind === 'video' ? 'camera' : 'microphone', track);
    } catch (error) {
      await this.#startEach(problemOf(error));
    }
    await this.#listDevices();
  }

  async #startEach(problem: MediaProblem): Promise<void> {
    const [camera, microphone] = await Promise.all(KINDS.map(this.host.permission));
    const oneIsDenied = (camera === 'denied') !== (microphone === 'denied');
    if (problem === 'insecure' || (problem === 'denied' && !oneIsDenied)) {
      for (const kind of KINDS) this.#set(kind, { status: problem });
      return;
    }
    await this.turnOn('microphone');
    await this.turnOn('camera');
  }

  async turnOn(kind: MediaKind, deviceId = this.state[kind].deviceId): Promise<void> {
    this.turnOff(kind);
    this.#set(kind, { status: 'starting', deviceId });
    const wanted = this.#constraints(kind);
    try {
      const stream = await this.#open(kind === 'camera' ? { video: wanted } : { audio: wanted });
      const [track] = stream.getTracks();
      if (track) this.#keep(kind, track);
    } catch (error) {
      this.#set(kind, { status: problemOf(error) });
    }
    await this.#listDevices();
  }

  /** The light beside the camera goes out. */
  turnOff(kind: MediaKind): void {
    const { track } = this.state[kind];
    if (track) {
      track.onended = null;
      track.stop();
      this.taken(kind, undefined);
    }
    this.#set(kind, { status: 'off', track: undefined });
  }

  /** The other side of a phone. */
  async flip(): Promise<void> {
    this.#facing = this.#facing === 'user' ? 'environment' : 'user';
    this.#set('camera', { deviceId: undefined });
    await this.turnOn('camera', undefined);
  }

  close(): void {
    this.host.devices?.removeEventListener('devicechange', this.#listDevices);
    for (const kind of KINDS) this.turnOff(kind);
  }

  /** Is this the picture in which people expect to see themselves as in a mirror? */
  get mirrored(): boolean {
    return this.#facing === 'user';
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
    // Pulled out, or taken away by the system: another one may do.
    track.onended = () => void this.turnOn(kind, undefined);
    this.#set(kind, { status: 'on', track, deviceId: track.getSettings().deviceId });
    this.taken(kind, track);
  }

  readonly #listDevices = async (): Promise<void> => {
    const all = (await this.host.devices?.enumerateDevices().catch(() => [])) ?? [];
    for (const kind of KINDS) {
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

class InsecurePage extends Error {}

/** https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getUserMedia#exceptions */
function problemOf(error: unknown): MediaProblem {
  if (error instanceof InsecurePage) return 'insecure';
  switch ((error as Error).name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'in_use';
    default:
      return 'failed';
  }
}
