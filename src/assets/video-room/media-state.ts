export type MediaKind = 'camera' | 'microphone';

export const MEDIA_KINDS = ['camera', 'microphone'] as const;

/** What is in the way of a camera or microphone. `lost`: it was on, and was pulled out or taken away. */
export type MediaProblem = 'denied' | 'missing' | 'in_use' | 'insecure' | 'failed' | 'lost';

export interface DeviceState {
  status: 'off' | 'starting' | 'on' | MediaProblem;
  /** While it is on. Of the microphone: also while it is muted. */
  track: MediaStreamTrack | undefined;
  deviceId: string | undefined;
  choices: readonly { deviceId: string; label: string }[];
}

export type MediaState = Readonly<Record<MediaKind, DeviceState>>;

const NONE: DeviceState = { status: 'off', track: undefined, deviceId: undefined, choices: [] };

export const NO_MEDIA: MediaState = { camera: NONE, microphone: NONE };

/** What keeps a device from being used; undefined when nothing does. */
export const problemIn = ({ status }: DeviceState): MediaProblem | undefined =>
  status === 'off' || status === 'starting' || status === 'on' ? undefined : status;

/** Is there anything about camera or microphone to mend? */
export const isInTrouble = (media: MediaState): boolean => MEDIA_KINDS.some((kind) => problemIn(media[kind]));

/** Whatever was asked of camera and microphone is done, and nothing is in the way of either. */
export const isSettled = (media: MediaState): boolean =>
  !isInTrouble(media) && MEDIA_KINDS.every((kind) => media[kind].status !== 'starting');

/** Would others hear this person now? */
export const isHeard = ({ microphone }: MediaState): boolean => microphone.track?.enabled === true;
