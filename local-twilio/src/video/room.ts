import type { RoomSettings } from './room-settings';
import type { Rule } from './rules';

export type TrackKind = 'audio' | 'video' | 'data';

/** A track as its publisher's SDK describes it. */
export interface PublishedTrack {
  /** The SDK's own, as it stands in the SDP. */
  id: string;
  kind: TrackKind;
  name: string;
  enabled: boolean;
  priority: string;
}

export interface Recording {
  /** RT… */
  sid: string;
  /** Milliseconds since 1970. */
  startedAt: number;
}

export interface Track extends PublishedTrack {
  /** MT… */
  sid: string;
  /** While the recording rules ask for it. */
  recording?: Recording;
}

export type ParticipantStatus = 'connected' | 'reconnecting' | 'disconnected';

/** Why somebody is no longer in the room. */
export type Departure =
  /** By themselves. */
  | 'left'
  /** The socket was cut and did not come back in time. */
  | 'lost'
  /** Somebody else came with the same identity. */
  | 'duplicate'
  /** By REST. */
  | 'removed'
  /** Longer in the room than MaxParticipantDuration. */
  | 'expired'
  /** The room has ended. */
  | 'completed';

/** https://www.twilio.com/docs/video/api/participants */
export interface Participant {
  /** PA… */
  sid: string;
  identity: string;
  status: ParticipantStatus;
  /** Milliseconds since 1970. */
  startTime: number;
  endTime: number | null;
  dateUpdated: number;
  /** By the SDK's id, in the order of publication. */
  tracks: Map<string, Track>;
  subscribeRules: Rule[];
}

/** https://www.twilio.com/docs/video/api/rooms-resource */
export interface Room extends RoomSettings {
  /** RM… */
  sid: string;
  /** The SID when it was given none. */
  uniqueName: string;
  status: 'in-progress' | 'completed';
  /** Milliseconds since 1970. */
  dateCreated: number;
  dateUpdated: number;
  endTime: number | null;
  /** Everybody who was ever there, by SID. */
  participants: Map<string, Participant>;
  /** Grows with each recording that starts or ends. */
  recordingRevision: number;
}

/** Who is there now, or may come back. */
export const present = (room: Room): Participant[] =>
  [...room.participants.values()].filter(({ status }) => status !== 'disconnected');

export const isRecording = (room: Room): boolean =>
  present(room).some(({ tracks }) => [...tracks.values()].some(({ recording }) => recording !== undefined));

/** Whole seconds between two times in milliseconds. */
export const seconds = (from: number, to: number): number => Math.round((to - from) / 1000);
