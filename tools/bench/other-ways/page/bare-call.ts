import type * as Video from 'twilio-video';

interface Sdk {
  Video: typeof Video;
}

declare global {
  interface Window {
    /** This page is in the room, and everything of its own is published. */
    isInside?: boolean;
  }
}

const OWN_TRACKS = 2;
const button = document.querySelector('button');
const said = new URLSearchParams(location.hash.slice(1));

/** The least that is a call: token and devices are in hand, the click connects, and what comes is seen and heard. */
async function join(stream: MediaStream): Promise<void> {
  const { connect } = (sdk() ?? (await loadSdk())).Video;
  const name = said.get('room') ?? '';
  // The options of our pages: adaptive simulcast and the like belong to the call and not to the page around it.
  const room = await connect(said.get('token') ?? '', {
    name,
    tracks: stream.getTracks(),
    dominantSpeaker: true,
    networkQuality: { local: 1, remote: 1 },
    preferredVideoCodecs: 'auto',
    bandwidthProfile: { video: { mode: 'collaboration' } },
  });
  const show = (participant: Video.RemoteParticipant) => {
    participant.on('trackSubscribed', (track) => {
      if (track.kind !== 'data') document.body.append(track.attach());
    });
  };
  room.participants.forEach(show);
  room.on('participantConnected', show);
  const { localParticipant } = room;
  const look = () => {
    window.isInside = localParticipant.tracks.size === OWN_TRACKS;
  };
  localParticipant.on('trackPublished', look);
  look();
}

const sdk = () => (window as { Twilio?: Sdk }).Twilio;

async function loadSdk(): Promise<Sdk> {
  const script = document.createElement('script');
  script.src = '/twilio-video.min.js';
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  const loaded = sdk();
  if (!loaded) throw new Error('The SDK offers nothing');
  return loaded;
}

void navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then((stream) => {
  button?.addEventListener('click', () => void join(stream));
  button?.removeAttribute('disabled');
});
