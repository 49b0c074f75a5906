import type { Departure, Participant, Recording, Room, Track } from './room';

/** What happens in a room. All but `subscribe-rules` are told to the status callback under this name. */
export type VideoChange =
  | { type: 'room-created' | 'room-ended'; room: Room }
  | { type: 'participant-connected'; room: Room; participant: Participant }
  | { type: 'participant-disconnected'; room: Room; participant: Participant; departure: Departure }
  | {
      type: 'track-added' | 'track-removed' | 'track-enabled' | 'track-disabled';
      room: Room;
      participant: Participant;
      track: Track;
    }
  | {
      type: 'recording-started' | 'recording-completed';
      room: Room;
      participant: Participant;
      track: Track;
      recording: Recording;
    }
  | { type: 'subscribe-rules'; room: Room; participant: Participant };
