import type { RemoteParticipant, RemoteVideoTrack } from 'twilio-video';
import type { Person, Picture } from './call-room';

/** Names of tracks, by which a page knows a screen from a camera. */
export const TRACK_NAMES = { camera: 'camera', microphone: 'microphone', screen: 'screen' } as const;

export function sdkPerson(participant: RemoteParticipant, dominantSpeaker: string | undefined): Person {
  const { sid, identity, state, videoTracks, audioTracks } = participant;
  const videos = [...videoTracks.values()].flatMap(({ track }) => (track?.isEnabled ? [track] : []));
  const isScreen = ({ name }: RemoteVideoTrack) => name.startsWith(TRACK_NAMES.screen);
  return {
    sid,
    identity,
    kind: kindOf(identity),
    camera: picture(videos.find((track) => !isScreen(track))),
    screen: picture(videos.find(isScreen)),
    muted: ![...audioTracks.values()].some(({ isTrackEnabled }) => isTrackEnabled),
    reconnecting: state === 'reconnecting',
    speaking: sid === dominantSpeaker,
  };
}

/** The server puts it in front: src/lib/video/room-identity.ts */
const kindOf = (identity: string): Person['kind'] =>
  (['agent', 'customer'] as const).find((kind) => identity.startsWith(`${kind}_`)) ?? 'guest';

/** By the SDK's own `attach`: from that it knows what can be seen, and Twilio sends no more than that. */
function picture(track: RemoteVideoTrack | undefined): Picture | undefined {
  return (
    track && {
      key: track.sid,
      attach: (element) => void track.attach(element),
      detach: (element) => {
        track.detach(element);
        element.srcObject = null;
      },
    }
  );
}
