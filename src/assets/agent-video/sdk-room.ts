import {
  connect,
  LocalAudioTrack,
  LocalVideoTrack,
  type RemoteAudioTrack,
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteVideoTrack,
  type Room,
} from 'twilio-video';
import type { CallRoom, Joining, Person, Picture } from './room-port';

/** Names of tracks, by which a page knows a screen from a camera. */
const MICROPHONE = 'microphone';
const CAMERA = 'camera';
const SCREEN = 'screen';

const PARTICIPANT_EVENTS = [
  'trackSubscribed',
  'trackUnsubscribed',
  'trackEnabled',
  'trackDisabled',
  'reconnecting',
  'reconnected',
  'disconnected',
] as const;

/** Joins a room with the SDK of Twilio. Everybody is heard as long as the agent is in the room, seen or not. */
export async function joinRoom({ token, roomName, media, events }: Joining): Promise<CallRoom> {
  const { microphone, camera } = media;
  const tracks = [
    ...(microphone ? [new LocalAudioTrack(microphone, { name: MICROPHONE, logLevel: 'off' })] : []),
    ...(camera ? [new LocalVideoTrack(camera, { name: CAMERA, logLevel: 'off' })] : []),
  ];
  const room = await connect(token, { name: roomName, tracks, logLevel: 'off' });
  return new SdkRoom(room, events);
}

class SdkRoom implements CallRoom {
  #left = false;

  constructor(
    private readonly room: Room,
    private readonly events: Joining['events'],
  ) {
    for (const participant of room.participants.values()) this.#meet(participant);
    room.on('participantConnected', (participant) => {
      this.#meet(participant);
      events.onChange();
    });
    room.on('participantDisconnected', () => events.onChange());
    room.on('recordingStarted', () => events.onChange());
    room.on('recordingStopped', () => events.onChange());
    room.on('reconnecting', () => events.onReconnecting(true));
    room.on('reconnected', () => events.onReconnecting(false));
    room.on('disconnected', (_room, error) => {
      for (const participant of room.participants.values()) silence(participant);
      if (!this.#left) events.onEnd(error?.code ?? 0);
    });
  }

  get people(): Person[] {
    return [...this.room.participants.values()].filter(({ state }) => state !== 'disconnected').map(person);
  }

  get isRecording(): boolean {
    return this.room.isRecording;
  }

  switchMicrophone(on: boolean): void {
    for (const { track } of this.room.localParticipant.audioTracks.values()) on ? track.enable() : track.disable();
  }

  switchCamera(on: boolean): void {
    for (const { track } of this.room.localParticipant.videoTracks.values()) {
      if (track.name === CAMERA) on ? track.enable() : track.disable();
    }
  }

  async share(screen: MediaStreamTrack): Promise<void> {
    await this.room.localParticipant.publishTrack(new LocalVideoTrack(screen, { name: SCREEN, logLevel: 'off' }));
  }

  stopSharing(): void {
    for (const { track } of this.room.localParticipant.videoTracks.values()) {
      if (track.name === SCREEN) this.room.localParticipant.unpublishTrack(track);
    }
  }

  leave(): void {
    this.#left = true;
    this.room.disconnect();
  }

  #meet(participant: RemoteParticipant): void {
    const listened = (track: RemoteTrack) => {
      // An element that is in no document plays sound all the same.
      if (track.kind === 'audio')
        void track
          .attach()
          .play?.()
          ?.catch(() => undefined);
    };
    for (const { track } of participant.tracks.values()) if (track) listened(track);
    participant.on('trackSubscribed', listened);
    participant.on('trackUnsubscribed', (track: RemoteTrack) => {
      if (track.kind === 'audio') track.detach();
    });
    for (const event of PARTICIPANT_EVENTS) participant.on(event, () => this.events.onChange());
  }
}

function silence({ audioTracks }: RemoteParticipant): void {
  for (const { track } of audioTracks.values()) track?.detach();
}

function person(participant: RemoteParticipant): Person {
  const { identity, videoTracks, audioTracks, state } = participant;
  const shown = [...videoTracks.values()].flatMap(({ track }) => (track?.isEnabled ? [track] : []));
  const heard = [...audioTracks.values()].flatMap(({ track }): RemoteAudioTrack[] => (track ? [track] : []));
  const isScreen = ({ name }: RemoteVideoTrack) => name.startsWith(SCREEN);
  return {
    identity,
    kind: kindOf(identity),
    camera: picture(shown.find((track) => !isScreen(track))),
    screen: picture(shown.find(isScreen)),
    hasMicrophoneOn: heard.some(({ isEnabled }) => isEnabled),
    isLost: state === 'reconnecting',
  };
}

/** The server puts it in front: src/lib/video/room-identity.ts */
const kindOf = (identity: string): Person['kind'] =>
  (['agent', 'customer'] as const).find((kind) => identity.startsWith(`${kind}_`)) ?? 'guest';

function picture(track: RemoteVideoTrack | undefined): Picture | undefined {
  return (
    track && {
      key: track.sid,
      attach: (element) => void track.attach(element),
      detach: (element) => void track.detach(element),
    }
  );
}
