import { isRecording, type Track } from '../room';
import { includes } from '../rules';
import type { PeerLinks } from './peer-links';
import type { VideoSession } from './session';

const VERSION = 2;

/** What every message about a room begins with. */
export const addressed = ({ room }: VideoSession) => ({ version: VERSION, sid: room.sid, name: room.uniqueName });

/**
 * The whole room as one participant sees it. Only tracks of people with whom it has a PeerConnection are subscribed: the
 * SDK takes up new media of a track only after that track was unsubscribed.
 *
 * @param gone those who have just left: absent would mean unchanged
 */
export function roomState(
  session: VideoSession,
  others: VideoSession[],
  links: PeerLinks<VideoSession>,
  gone: VideoSession[] = [],
) {
  const { room, participant, publishedRevision, subscribedRevision } = session;
  const subscribed = others
    .filter((other) => links.between(session, other))
    .flatMap(({ participant: publisher }) =>
      [...publisher.tracks.values()].filter((track) => includes(participant.subscribeRules, publisher, track)),
    );
  const recorded = isRecording(room);
  return {
    ...addressed(session),
    participant: seen(session),
    participants: [...others, ...gone].map(seen),
    published: { revision: publishedRevision, tracks: [...participant.tracks.values()].map(shown) },
    subscribed: { revision: subscribedRevision, tracks: subscribed.map(shown) },
    recording: { enabled: recorded, is_recording: recorded, revision: room.recordingRevision },
  };
}

const seen = ({ participant, revision }: VideoSession) => ({
  sid: participant.sid,
  identity: participant.identity,
  state: participant.status,
  revision,
  tracks: [...participant.tracks.values()].map(shown),
});

const shown = ({ id, sid, kind, name, enabled, priority }: Track) => ({
  id,
  sid,
  kind,
  name,
  enabled,
  priority,
  state: 'ready',
});
