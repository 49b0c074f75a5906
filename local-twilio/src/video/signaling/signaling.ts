import type { WebSocket } from 'ws';
import { AccessTokenError, verifyAccessToken } from '../../account/access-tokens';
import { TwilioError } from '../../http/errors';
import type { Kernel } from '../../kernel';
import type { VideoChange } from '../changes';
import type { VideoModel } from '../model';
import type { Departure, Room } from '../room';
import { EVERYTHING } from '../rules';
import { SignalingConnection } from './framing';
import { type ClientMessage, type PeerState, readMessage } from './messages';
import { closing, PeerLinks } from './peer-links';
import { addressed, roomState } from './room-state';
import { VideoSession } from './session';

const VERSION = 2;
const ICE_VERSION = 1;
/** How long whoever lost the socket may come back. */
const SESSION_TIMEOUT_SECONDS = 30;
/**
 * A browser that died takes its PeerConnection with it. An SDK whose only PeerConnection fails leaves the room itself,
 * which no group room would make it do, so the others' ends are closed before the browser notices.
 */
const MEDIA_GRACE_MS = 2000;

/** The server side of twilio-video: rooms over a WebSocket, media from browser to browser. */
export class VideoSignaling {
  /** By room SID, in the order of arrival. */
  readonly #rooms = new Map<string, { sessions: VideoSession[]; links: PeerLinks<VideoSession> }>();
  readonly #sessions = new Map<string, VideoSession>();

  constructor(
    private readonly kernel: Kernel,
    private readonly model: VideoModel,
  ) {}

  /** `wss://global.vss.twilio.com/signaling` */
  connect(socket: WebSocket): void {
    const connection: SignalingConnection = new SignalingConnection(socket, {
      onBody: (body) => this.#receive(connection, readMessage(body)),
      onGone: () => this.#cutOff(connection),
    });
  }

  /** What the model did, of its own accord or because somebody asked by REST. */
  apply(change: VideoChange): void {
    switch (change.type) {
      case 'participant-disconnected': {
        const session = this.#sessionOf(change.room, change.participant.sid);
        if (session) this.#remove(session, change.departure);
        return;
      }
      case 'subscribe-rules': {
        const session = this.#sessionOf(change.room, change.participant.sid);
        if (session) this.#tell(session);
        return;
      }
      case 'recording-started':
      case 'recording-completed':
        this.#tellAll(change.room);
        return;
      case 'room-ended':
        this.#rooms.delete(change.room.sid);
        return;
      default:
        return;
    }
  }

  #receive(connection: SignalingConnection, message: ClientMessage): void {
    try {
      this.#handle(connection, message);
    } catch (error) {
      if (!(error instanceof TwilioError || error instanceof AccessTokenError)) throw error;
      connection.send({ type: 'error', version: VERSION, code: error.code, message: error.message });
    }
  }

  #handle(connection: SignalingConnection, message: ClientMessage): void {
    switch (message.type) {
      case 'ice':
        this.#authorize(message.token);
        connection.send({ type: 'iced', version: ICE_VERSION, ice_servers: [] });
        return;
      case 'connect':
        this.#join(connection, message);
        return;
      case 'sync':
        this.#resume(connection, message);
        return;
      case 'update':
        this.#update(this.#required(message.session), message);
        return;
      case 'disconnect': {
        const session = this.#sessions.get(message.session);
        if (session) this.model.leave(session.room, session.participant, 'left');
        return;
      }
      default:
        this.kernel.say(`Video signaling: unknown message ${message.type}`);
    }
  }

  #authorize(token: string): { identity: string; room: string | undefined } {
    const { identity, grants } = verifyAccessToken(token, this.kernel.account);
    if (!grants.video) throw new AccessTokenError(20106, 'Invalid Access Token grants: a video grant is missing');
    return { identity, room: typeof grants.video.room === 'string' ? grants.video.room : undefined };
  }

  #join(connection: SignalingConnection, message: ClientMessage): void {
    const { identity, room: granted } = this.#authorize(message.token);
    const { tracks, revision } = message.participant;
    const rules = message.subscribeRules.length > 0 ? message.subscribeRules : EVERYTHING;
    const room = this.model.enter(granted, message.name);
    const participant = this.model.join(room, identity, tracks, rules);
    const session = new VideoSession(room, participant, connection);
    session.publishedRevision = revision;
    const { sessions, links } = this.#seats(room);
    const others = [...sessions];
    sessions.push(session);
    this.#sessions.set(session.key, session);
    const opened = others.map((other) => links.open(session, other));
    session.send({
      ...roomState(session, others, links),
      type: 'connected',
      session: session.key,
      options: {
        session_timeout: SESSION_TIMEOUT_SECONDS,
        signaling_region: 'us1',
        media_region: room.mediaRegion,
        audio_processors: [],
      },
      media_signaling: {},
      // Its first offer is meant for a media server, and there is none.
      peer_connections: message.peerStates.map(({ id, description }) => closing(id, description?.revision ?? 0)),
    });
    for (const other of others) this.#tell(other);
    for (const link of opened) this.#pass(session, links.invitation(link));
  }

  #update(session: VideoSession, { participant, peerStates }: ClientMessage): void {
    if (this.#publish(session, participant)) this.#tellAll(session.room);
    this.#relay(session, peerStates);
  }

  /** False when the client has only repeated what it publishes. */
  #publish(session: VideoSession, { revision, tracks }: ClientMessage['participant']): boolean {
    if (revision <= session.publishedRevision) return false;
    session.publishedRevision = revision;
    session.revision += 1;
    this.model.publish(session.room, session.participant, tracks);
    return true;
  }

  /** The client is back on another socket. A token that has expired meanwhile does not open the door again. */
  #resume(connection: SignalingConnection, message: ClientMessage): void {
    this.#authorize(message.token);
    const session = this.#required(message.session);
    const { sessions, links } = this.#seats(session.room);
    const others = sessions.filter((other) => other !== session);
    session.connection?.abandon();
    session.connection = connection;
    session.cancelTimers();
    session.revision += 1;
    session.subscribedRevision += 1;
    this.model.setReachable(session.participant, true);
    this.#publish(session, message.participant);
    session.send({
      ...roomState(session, others, links),
      type: 'synced',
      session: session.key,
      // The client closes whatever is not listed.
      peer_connections: links.of(session).map((link) => links.resumption(link, session)),
    });
    this.#relay(session, message.peerStates);
    const reopened = others
      .filter((other) => !links.between(session, other))
      .map((other) => links.open(session, other));
    this.#tellAll(session.room);
    for (const link of reopened) this.#pass(session, links.invitation(link));
  }

  #cutOff(connection: SignalingConnection): void {
    for (const session of this.#sessions.values()) if (session.connection === connection) this.#lose(session);
  }

  /** The socket is gone, and may come back. */
  #lose(session: VideoSession): void {
    session.connection = undefined;
    session.revision += 1;
    this.model.setReachable(session.participant, false);
    const { sessions, links } = this.#seats(session.room);
    for (const other of sessions) this.#tell(other);
    const { clock } = this.kernel;
    session.timers = [
      clock.after(MEDIA_GRACE_MS, () => {
        for (const { peer, close } of links.drop(session)) this.#tell(peer, { states: [close] });
      }),
      clock.after(SESSION_TIMEOUT_SECONDS * 1000, () => this.model.leave(session.room, session.participant, 'lost')),
    ];
  }

  /** Tells whoever has to go why, and the others that somebody went. */
  #remove(session: VideoSession, departure: Departure): void {
    const seats = this.#seats(session.room);
    const farewell = farewellOf(departure);
    if (farewell) session.send({ ...addressed(session), ...farewell });
    session.cancelTimers();
    session.connection = undefined;
    session.revision += 1;
    this.#sessions.delete(session.key);
    seats.sessions = seats.sessions.filter((other) => other !== session);
    const closed = seats.links.drop(session);
    // When the room ends, everybody is told for himself.
    if (departure === 'completed') return;
    for (const other of seats.sessions) {
      const states = closed.filter(({ peer }) => peer === other).map(({ close }) => close);
      this.#tell(other, { states, gone: [session] });
    }
  }

  #relay(from: VideoSession, states: PeerState[]): void {
    const { links } = this.#seats(from.room);
    for (const state of states) {
      const passed = links.relay(from, state);
      if (passed) this.#pass(passed.to, passed.state);
    }
  }

  #pass(to: VideoSession, state: PeerState): void {
    to.send({ ...addressed(to), type: 'update', peer_connections: [state] });
  }

  #tellAll(room: Room): void {
    for (const session of this.#seats(room).sessions) this.#tell(session);
  }

  /** The room as it is now, to one who is in it. */
  #tell(session: VideoSession, { states, gone }: { states?: PeerState[]; gone?: VideoSession[] } = {}): void {
    const { sessions, links } = this.#seats(session.room);
    session.subscribedRevision += 1;
    const others = sessions.filter((other) => other !== session);
    session.send({
      ...roomState(session, others, links, gone),
      type: 'update',
      ...(states?.length ? { peer_connections: states } : {}),
    });
  }

  #seats(room: Room): { sessions: VideoSession[]; links: PeerLinks<VideoSession> } {
    const seats = this.#rooms.get(room.sid) ?? { sessions: [], links: new PeerLinks<VideoSession>() };
    this.#rooms.set(room.sid, seats);
    return seats;
  }

  #sessionOf(room: Room, participantSid: string): VideoSession | undefined {
    return this.#seats(room).sessions.find(({ participant }) => participant.sid === participantSid);
  }

  #required(key: string): VideoSession {
    const session = this.#sessions.get(key);
    if (!session) throw new TwilioError(404, 53204, 'Participant not found');
    return session;
  }
}

/** Whoever goes by himself is told nothing. */
function farewellOf(departure: Departure): object | undefined {
  switch (departure) {
    case 'left':
    case 'lost':
      return undefined;
    case 'completed':
      return { type: 'disconnected', status: 'completed' };
    case 'removed':
      return { type: 'disconnected', status: 'disconnected' };
    case 'expired':
      return { type: 'error', code: 53216, message: 'Participant session length exceeded' };
    case 'duplicate':
      return { type: 'error', code: 53205, message: 'Participant disconnected because of duplicate identity' };
  }
}
