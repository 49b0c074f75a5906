import type { MediaHost } from '../media-host';

export type FakeTrack = MediaStreamTrack & { stopped: boolean };

export interface FakeMedia extends MediaHost {
  /** All that were opened, in order. */
  tracks: FakeTrack[];
  /** What was asked for, in order. */
  asked: MediaStreamConstraints[];
  /** What is not to be had: the name of the error. */
  refuse: (constraints: MediaStreamConstraints) => string | undefined;
  /** What has to happen before devices open. */
  ready: () => Promise<void>;
}

/** Cameras and microphones of a browser that has no browser. */
export function mediaHost(): FakeMedia {
  const tracks: FakeTrack[] = [];
  const asked: MediaStreamConstraints[] = [];
  const open = (kind: 'audio' | 'video', id: string): FakeTrack => {
    const track = {
      id: `${kind}-${tracks.length + 1}`,
      kind,
      enabled: true,
      stopped: false,
      onended: null,
      getSettings: () => ({ deviceId: id }),
      stop: () => {
        track.stopped = true;
      },
    } as unknown as FakeTrack;
    tracks.push(track);
    return track;
  };
  const wantedId = (wanted: MediaStreamConstraints['audio'], usual: string) =>
    typeof wanted === 'object' && typeof wanted.deviceId === 'object' && 'exact' in wanted.deviceId
      ? String(wanted.deviceId.exact)
      : usual;
  const stream = (opened: FakeTrack[]) => ({ getTracks: () => opened, getVideoTracks: () => opened });
  const host: FakeMedia = {
    tracks,
    asked,
    refuse: () => undefined,
    ready: async () => undefined,
    canCall: true,
    permission: async () => undefined,
    devices: {
      addEventListener() {},
      removeEventListener() {},
      enumerateDevices: async () => [
        { kind: 'videoinput', deviceId: 'front', label: 'Front' },
        { kind: 'videoinput', deviceId: 'desk', label: 'Desk' },
        { kind: 'audioinput', deviceId: 'headset', label: 'Headset' },
      ],
      getUserMedia: async (constraints: MediaStreamConstraints) => {
        asked.push(constraints);
        await host.ready();
        const name = host.refuse(constraints);
        if (name) throw Object.assign(new Error(name), { name });
        const { audio, video } = constraints;
        return stream([
          ...(audio ? [open('audio', wantedId(audio, 'headset'))] : []),
          ...(video ? [open('video', wantedId(video, 'front'))] : []),
        ]);
      },
      getDisplayMedia: async () => stream([open('video', 'screen')]),
    } as unknown as MediaDevices,
  };
  return host;
}
