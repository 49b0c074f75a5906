import type { PersonKind } from '../../lib/video/room-identity';
import type { MediaKind } from './media-state';

/** A camera or a screen that can be shown in an element. */
export interface Picture {
  /** Tells one from another; the same as long as it is the same source. */
  readonly key: string;
  attach(element: HTMLVideoElement): void;
  detach(element: HTMLVideoElement): void;
}

/** Somebody else in the room. They are heard as long as one is in it oneself, seen or not. */
export interface Person {
  sid: string;
  /** As the server made it: `agent_…`, `customer_…` or `guest_…`. */
  identity: string;
  kind: PersonKind;
  /** Undefined: switched off. */
  camera: Picture | undefined;
  screen: Picture | undefined;
  muted: boolean;
  /** The connection to them is lost, and perhaps comes back. */
  reconnecting: boolean;
  /** Louder than anybody else at this moment. */
  speaking: boolean;
}

export type SentKind = MediaKind | 'screen';

/** What one sends. */
export type SentTracks = Readonly<Partial<Record<SentKind, MediaStreamTrack>>>;

export interface RoomEvents {
  /** Something about people, pictures, recording or the connection is different. */
  changed(): void;
  /** @param code of Twilio's error; undefined when the room ended for us without one. Not called after `leave`. */
  ended(code: number | undefined): void;
}

/** The room that one is in. */
export interface CallRoom {
  readonly people: Person[];
  /** Of one's own connection, 0 to 5; undefined until Twilio has measured it. */
  readonly quality: number | undefined;
  readonly reconnecting: boolean;
  readonly recording: boolean;
  /** Sends this from now on instead of what was sent; undefined sends nothing. */
  send(kind: SentKind, track: MediaStreamTrack | undefined): Promise<void>;
  /** Also tells the others, unlike a track that is only switched off. */
  mute(muted: boolean): void;
  /** Leaves at once. */
  leave(): void;
}

export interface Joining {
  token: string;
  roomName: string;
  tracks: SentTracks;
  events: RoomEvents;
}

/** @throws an error with Twilio's `code`: twilio-codes.ts */
export type JoinRoom = (joining: Joining) => Promise<CallRoom>;
