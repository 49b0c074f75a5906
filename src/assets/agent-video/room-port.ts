import type { PersonKind } from '../../lib/video/room-identity';

/** A camera or a screen that can be shown in an element. */
export interface Picture {
  /** Tells one from another; the same as long as it is the same source. */
  readonly key: string;
  attach(element: HTMLVideoElement): void;
  detach(element: HTMLVideoElement): void;
}

/** Somebody else in the room. */
export interface Person {
  identity: string;
  kind: PersonKind;
  /** Undefined: switched off. */
  camera: Picture | undefined;
  screen: Picture | undefined;
  hasMicrophoneOn: boolean;
  /** The connection to them is lost, and perhaps comes back. */
  isLost: boolean;
}

/** The agent's own devices. */
export interface OwnMedia {
  microphone: MediaStreamTrack | undefined;
  camera: MediaStreamTrack | undefined;
}

export interface Devices {
  /** @throws DOMException NotAllowedError, NotFoundError, NotReadableError */
  open(): Promise<OwnMedia>;
  /** @throws DOMException NotAllowedError also when the person has chosen nothing */
  openScreen(): Promise<MediaStreamTrack>;
}

export interface RoomEvents {
  /** Something about people, pictures or recording is different. */
  onChange(): void;
  onReconnecting(isReconnecting: boolean): void;
  /** @param code of Twilio's error that ended the room for us; 0 without one: https://www.twilio.com/docs/api/errors */
  onEnd(code: number): void;
}

/** The room that the agent is in. */
export interface CallRoom {
  readonly people: Person[];
  readonly isRecording: boolean;
  switchMicrophone(on: boolean): void;
  switchCamera(on: boolean): void;
  share(screen: MediaStreamTrack): Promise<void>;
  stopSharing(): void;
  /** Leaves at once. `onEnd` is not called. */
  leave(): void;
}

export interface Joining {
  token: string;
  roomName: string;
  media: OwnMedia;
  events: RoomEvents;
}

/** @throws an error with Twilio's `code` */
export type JoinRoom = (joining: Joining) => Promise<CallRoom>;
