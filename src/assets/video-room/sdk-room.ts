import {
  type ConnectOptions,
  connect,
  LocalAudioTrack,
  type LocalTrack,
  LocalVideoTrack,
  type RemoteParticipant,
  type RemoteTrack,
  type Room,
} from 'twilio-video';
import type { CallRoom, Joining, Person, RoomEvents, SentKind } from './call-room';
import { sdkPerson, TRACK_NAMES } from './sdk-person';

const CHANGES = [
  'participantConnected',
  'participantDisconnected',
  'participantReconnecting',
  'participantReconnected',
  'trackSubscribed',
  'trackUnsubscribed',
  'trackEnabled',
  'trackDisabled',
  'trackPublished',
  'trackUnpublished',
  'recordingStarted',
  'recordingStopped',
] as const;

/** Joins a room with Twilio's SDK: a script ten times as heavy as a page of ours, which comes when somebody joins. */
export async function joinRoom({ token, roomName, tracks, events }: Joining): Promise<CallRoom> {
  const sent = new Map(
    (Object.entries(tracks) as [SentKind, MediaStreamTrack][]).map(([kind, track]) => [kind, localTrack(kind, track)]),
  );
  const options: ConnectOptions = {
    name: roomName,
    tracks: [...sent.values()],
    dominantSpeaker: true,
    networkQuality: { local: 1, remote: 1 },
    preferredVideoCodecs: 'auto',
    bandwidthProfile: { video: { mode: 'collaboration' } },
    logLevel: 'off',
  };
  return new SdkRoom(await connect(token, options), sent, events);
}

class SdkRoom implements CallRoom {
  #speaker: string | undefined;
  #left = false;
  reconnecting = false;

  constructor(
    private readonly room: Room,
    private readonly sent: Map<SentKind, LocalTrack>,
    private readonly events: RoomEvents,
  ) {
    this.#listen();
  }

  get people(): Person[] {
    return [...this.room.participants.values()]
      .filter(({ state }) => state !== 'disconnected')
      .map((participant) => sdkPerson(participant, this.#speaker));
  }

  get quality(): number | undefined {
    return this.room.localParticipant.networkQualityLevel ?? undefined;
  }

  get recording(): boolean {
    return this.room.isRecording;
  }

  async send(kind: SentKind, track: MediaStreamTrack | undefined): Promise<void> {
    const { localParticipant } = this.room;
    const before = this.sent.get(kind);
    if (before?.kind !== 'data' && before?.mediaStreamTrack === track) return;
    if (before) localParticipant.unpublishTrack(before);
    this.sent.delete(kind);
    if (!track) return;
    const next = localTrack(kind, track);
    this.sent.set(kind, next);
    await localParticipant.publishTrack(next, { priority: kind === 'screen' ? 'high' : 'standard' });
  }

  mute(muted: boolean): void {
    const microphone = this.sent.get('microphone');
    if (microphone?.kind !== 'audio') return;
    if (muted) microphone.disable();
    else microphone.enable();
  }

  leave(): void {
    this.#left = true;
    this.room.disconnect();
  }

  #listen(): void {
    const { room } = this;
    const changed = () => this.events.changed();
    for (const { tracks } of room.participants.values()) for (const { track } of tracks.values()) hear(track);
    room.on('trackSubscribed', hear);
    room.on('trackUnsubscribed', hush);
    for (const event of CHANGES) (room as NodeJS.EventEmitter).on(event, changed);
    room.localParticipant.on('networkQualityLevelChanged', changed);
    room.on('dominantSpeakerChanged', (participant: RemoteParticipant | null) => {
      this.#speaker = participant?.sid;
      changed();
    });
    room.on('reconnecting', () => this.#reconnects(true));
    room.on('reconnected', () => this.#reconnects(false));
    room.on('disconnected', (_room, error) => {
      for (const { tracks } of room.participants.values()) for (const { track } of tracks.values()) hush(track);
      if (!this.#left) this.events.ended(error?.code);
    });
  }

  #reconnects(reconnecting: boolean): void {
    this.reconnecting = reconnecting;
    this.events.changed();
  }
}

/** An element that is in no document plays sound all the same: who looks at another page hears on. */
function hear(track: RemoteTrack | null): void {
  if (track?.kind === 'audio')
    void track
      .attach()
      .play()
      .catch(() => undefined);
}

function hush(track: RemoteTrack | null): void {
  if (track?.kind === 'audio') track.detach();
}

function localTrack(kind: SentKind, track: MediaStreamTrack) {
  const options = { name: TRACK_NAMES[kind], logLevel: 'off' as const };
  return kind === 'microphone' ? new LocalAudioTrack(track, options) : new LocalVideoTrack(track, options);
}
