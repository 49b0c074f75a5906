import type {
  ConnectOptions,
  LocalTrack,
  RemoteAudioTrack,
  RemoteParticipant,
  RemoteTrackPublication,
  RemoteVideoTrack,
  Room,
  TwilioError,
} from 'twilio-video';
import type { MediaKind } from './local-media';
import { connect, LocalAudioTrack, LocalVideoTrack } from './sdk';

/** Somebody else in the room. */
export interface Person {
  sid: string;
  /** As the server made it: `agent_…`, `customer_…` or `guest_…`. */
  kind: 'agent' | 'guest';
  camera: RemoteVideoTrack | undefined;
  screen: RemoteVideoTrack | undefined;
  sound: readonly RemoteAudioTrack[];
  muted: boolean;
  reconnecting: boolean;
  speaking: boolean;
}

export interface RoomEvents {
  changed: () => void;
  /** @param code of Twilio's error; undefined when the server ended it without one, or this side did */
  ended: (code: number | undefined) => void;
}

type RoomTracks = Partial<Record<MediaKind | 'screen', MediaStreamTrack>>;

const NAMES = { camera: 'camera', microphone: 'microphone', screen: 'screen' } as const;

/** One stay in a room, by Twilio's SDK. */
export class RoomConnection {
  readonly #sent = new Map<keyof RoomTracks, LocalTrack>();
  #speaker: string | undefined;
  reconnecting = false;

  private constructor(
    private readonly room: Room,
    private readonly events: RoomEvents,
  ) {}

  /** @throws TwilioError such as 20104 (the token has expired), 53105 (the room is full), 53118 (it is over) */
  static async open(token: string, name: string, tracks: RoomTracks, events: RoomEvents): Promise<RoomConnection> {
    const sent = new Map(
      (Object.entries(tracks) as [keyof RoomTracks, MediaStreamTrack][]).map(([kind, track]) => [
        kind,
        localTrack(kind, track),
      ]),
    );
    const room = await connect(token, {
      name,
      tracks: [...sent.values()],
      dominantSpeaker: true,
      networkQuality: { local: 1, remote: 1 },
      preferredVideoCodecs: 'auto',
      bandwidthProfile: { video: { mode: 'collaboration' } },
      logLevel: 'off',
    } as ConnectOptions);
    const connection = new RoomConnection(room, events);
    for (const [kind, track] of sent) connection.#sent.set(kind, track);
    connection.#listen();
    return connection;
  }

  get people(): Person[] {
    return [...this.room.participants.values()].map((participant) => this.#person(participant));
  }

  /** 0 to 5; undefined until Twilio has measured it. */
  get quality(): number | undefined {
    return this.room.localParticipant.networkQualityLevel ?? undefined;
  }

  /** Sends this from now on instead of what was sent; undefined sends nothing. */
  async send(kind: keyof RoomTracks, track: MediaStreamTrack | undefined): Promise<void> {
    const before = this.#sent.get(kind);
    if (before?.kind !== 'data' && before?.mediaStreamTrack === track) return;
    if (before) this.room.localParticipant.unpublishTrack(before);
    this.#sent.delete(kind);
    if (!track) return;
    const next = localTrack(kind, track);
    this.#sent.set(kind, next);
    await this.room.localParticipant.publishTrack(next, { priority: kind === 'screen' ? 'high' : 'standard' });
  }

  mute(muted: boolean): void {
    const microphone = this.#sent.get('microphone');
    if (microphone?.kind !== 'audio') return;
    if (muted) microphone.disable();
    else microphone.enable();
  }

  leave(): void {
    this.room.disconnect();
  }

  #listen(): void {
    const { room, events } = this;
    const changed = () => events.changed();
    for (const event of [
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
    ]) {
      (room as NodeJS.EventEmitter).on(event, changed);
    }
    room.on('dominantSpeakerChanged', (participant: RemoteParticipant | null) => {
      this.#speaker = participant?.sid;
      changed();
    });
    room.localParticipant.on('networkQualityLevelChanged', changed);
    room.on('reconnecting', () => {
      this.reconnecting = true;
      changed();
    });
    room.on('reconnected', () => {
      this.reconnecting = false;
      changed();
    });
    room.on('disconnected', (_room: Room, error?: TwilioError) => events.ended(error?.code));
  }

  #person(participant: RemoteParticipant): Person {
    const publications = [...participant.tracks.values()];
    const tracks = publications.flatMap(({ track }) => (track ? [track] : []));
    const videos = tracks.filter((track): track is RemoteVideoTrack => track.kind === 'video');
    const audible = publications.some((publication) => publication.kind === 'audio' && isOn(publication));
    return {
      sid: participant.sid,
      kind: participant.identity.startsWith('agent_') ? 'agent' : 'guest',
      camera: videos.find((track) => track.name !== NAMES.screen && track.isEnabled),
      screen: videos.find((track) => track.name === NAMES.screen),
      sound: tracks.filter((track): track is RemoteAudioTrack => track.kind === 'audio'),
      muted: !audible,
      reconnecting: participant.state === 'reconnecting',
      speaking: participant.sid === this.#speaker,
    };
  }
}

const isOn = ({ isTrackEnabled }: RemoteTrackPublication) => isTrackEnabled;

function localTrack(kind: keyof RoomTracks, track: MediaStreamTrack) {
  const options = { name: NAMES[kind], logLevel: 'off' as const };
  return kind === 'microphone' ? new LocalAudioTrack(track, options) : new LocalVideoTrack(track, options);
}
