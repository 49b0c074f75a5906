import type { VideoChange } from './changes';
import { type Participant, type Recording, type Room, seconds, type Track } from './room';

/** What a status callback says beside `Timestamp` and `SequenceNumber`, or undefined for what is not told. */
export function callbackParameters(
  change: VideoChange,
  accountSid: string,
  now: number,
): Record<string, string> | undefined {
  if (change.type === 'subscribe-rules') return undefined;
  const { type, room } = change;
  const common = { AccountSid: accountSid, RoomSid: room.sid, RoomName: room.uniqueName, RoomType: 'group' };
  const event = { ...common, StatusCallbackEvent: type };
  switch (type) {
    case 'recording-started':
    case 'recording-completed':
      return { ...event, ...ofRecording(change.participant, change.track), ...ofFile(change, now) };
    case 'room-created':
      return { ...event, RoomStatus: room.status };
    case 'room-ended':
      return { ...event, RoomStatus: room.status, RoomDuration: lasted(room.dateCreated, room.endTime, now) };
    case 'participant-connected':
      return { ...event, RoomStatus: room.status, ...ofParticipant(change.participant) };
    case 'participant-disconnected':
      return {
        ...event,
        RoomStatus: room.status,
        ...ofParticipant(change.participant),
        ParticipantDuration: lasted(change.participant.startTime, change.participant.endTime, now),
      };
    default:
      return {
        ...event,
        RoomStatus: room.status,
        ...ofParticipant(change.participant),
        TrackSid: change.track.sid,
        TrackKind: change.track.kind,
      };
  }
}

const lasted = (from: number, to: number | null, now: number) => String(seconds(from, to ?? now));

/** A participant whose socket is cut is still `connected` here: the documented values are these two. */
const ofParticipant = ({ sid, identity, status }: Participant) => ({
  ParticipantSid: sid,
  ParticipantIdentity: identity,
  ParticipantStatus: status === 'disconnected' ? 'disconnected' : 'connected',
});

/** https://www.twilio.com/docs/video/api/status-callbacks#recordings-event-parameters */
const ofRecording = ({ sid, identity }: Participant, track: Track) => ({
  ParticipantSid: sid,
  ParticipantIdentity: identity,
  SourceSid: track.sid,
  TrackName: track.name || track.sid,
  Type: track.kind,
  Container: track.kind === 'audio' ? 'mka' : 'mkv',
  Codec: track.kind === 'audio' ? 'OPUS' : 'VP8',
});

function ofFile(
  { type, room, recording }: { type: string; room: Room; recording: Recording },
  now: number,
): Record<string, string> {
  const uri = `/v1/Recordings/${recording.sid}`;
  const started = {
    RecordingSid: recording.sid,
    RecordingUri: uri,
    OffsetFromTwilioVideoEpoch: String(recording.startedAt - room.dateCreated),
  };
  if (type === 'recording-started') return started;
  // Media goes from browser to browser here, so there is nothing to record: the file is empty.
  return { ...started, MediaUri: `${uri}/Media`, Duration: lasted(recording.startedAt, null, now), Size: '0' };
}
