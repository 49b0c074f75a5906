import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';
import type { PublishedTrack } from '../room';
import type { PeerState } from '../signaling/messages';

interface SeenParticipant {
  sid: string;
  identity: string;
  state: string;
  revision: number;
  tracks: { id: string; sid: string; enabled: boolean }[];
}

/** A message of the server. Which fields it has depends on its type. */
export interface ServerMessage {
  type: string;
  code?: number;
  status?: string;
  sid: string;
  name: string;
  session: string;
  participant: SeenParticipant;
  participants: SeenParticipant[];
  published: { revision: number; tracks: { id: string; sid: string }[] };
  subscribed: { revision: number; tracks: { id: string; sid: string }[] };
  recording: { is_recording: boolean; revision: number };
  options: { session_timeout: number };
  peer_connections?: PeerState[];
}

const LIMIT_MS = 5000;

export const camera = (id: string, enabled = true): PublishedTrack => ({
  id,
  kind: 'video',
  name: `${id}-name`,
  enabled,
  priority: 'standard',
});

/** Speaks the frames of twilio-video by hand, so that a test can say what no SDK would. */
export class SignalingClient {
  readonly frames: { type: string; body?: ServerMessage }[] = [];
  closeCode: number | undefined;
  session = '';
  #revision = 0;
  #read = 0;
  readonly #news = new EventEmitter();

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      this.#news.emit('frame');
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#news.emit('frame');
    });
    socket.on('error', () => undefined);
  }

  static async open(port: number): Promise<SignalingClient> {
    const client = new SignalingClient(new WebSocket(`ws://127.0.0.1:${port}/__t/global.vss.twilio.com/signaling`));
    await once(client.socket, 'open');
    client.frame({ type: 'hello', id: '1', timeout: 5000, version: 2 });
    return client;
  }

  frame(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  send(body: object): void {
    this.frame({ type: 'msg', body });
  }

  /** Enters a room and gives back `connected`, or the `error`. */
  async connect(token: string, name: string | null, tracks: PublishedTrack[] = []): Promise<ServerMessage> {
    this.#revision = 1;
    const offer = { id: 'first', description: { type: 'offer', revision: 1, sdp: 'for a media server' } };
    const participant = { revision: this.#revision, tracks };
    this.send({ type: 'connect', version: 2, token, name, participant, peer_connections: [offer] });
    const answer = await this.hears(({ type }) => type === 'connected' || type === 'error');
    this.session = answer.session;
    return answer;
  }

  update(tracks: PublishedTrack[]): void {
    this.#revision += 1;
    this.send({ type: 'update', session: this.session, participant: { revision: this.#revision, tracks } });
  }

  tellPeer(state: PeerState): void {
    this.send({ type: 'update', session: this.session, peer_connections: [state] });
  }

  /** Comes back on this socket in the place of another one. */
  async sync(session: string, token: string, tracks: PublishedTrack[] = []): Promise<ServerMessage> {
    this.session = session;
    this.#revision = 100;
    const participant = { revision: this.#revision, tracks };
    this.send({ type: 'sync', version: 2, session, token, participant, peer_connections: [] });
    return this.hears(({ type }) => type === 'synced' || type === 'error');
  }

  /** The next message that fits; those before it are passed over. */
  async hears(fits: (message: ServerMessage) => boolean): Promise<ServerMessage> {
    const limit = AbortSignal.timeout(LIMIT_MS);
    for (;;) {
      while (this.#read < this.frames.length) {
        const { body } = this.frames[this.#read++] ?? {};
        if (body && fits(body)) return body;
      }
      await once(this.#news, 'frame', { signal: limit });
    }
  }

  /** The next message about a PeerConnection. */
  async hearsPeer(): Promise<PeerState> {
    const { peer_connections } = await this.hears((message) => message.peer_connections !== undefined);
    return peer_connections?.[0] ?? { id: 'none' };
  }

  async isClosed(): Promise<number> {
    while (this.closeCode === undefined) await once(this.#news, 'frame', { signal: AbortSignal.timeout(LIMIT_MS) });
    return this.closeCode;
  }

  /** As a lost network does. */
  cut(): void {
    this.socket.terminate();
  }
}
