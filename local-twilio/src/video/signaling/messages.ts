import type { PublishedTrack, TrackKind } from '../room';
import type { Rule } from '../rules';

/** What one side of a PeerConnection tells the other one. The SDP is passed on as it is. */
export interface PeerState {
  id: string;
  description?: { type: string; revision: number; sdp?: string };
  /** Cumulative candidates with a revision of their own: never split. */
  ice?: object;
}

/** A message of the SDK, version 2 of its room protocol. */
export interface ClientMessage {
  type: string;
  token: string;
  /** Of the room: what the page gave to `connect`. */
  name?: string;
  /** Given out by `connected`. */
  session: string;
  /** Repeated in each update: new only when the revision grew. */
  participant: { revision: number; tracks: PublishedTrack[] };
  peerStates: PeerState[];
  subscribeRules: Rule[];
}

type Fields = Record<string, unknown>;

/** Whatever arrives, in a shape that can be worked with; what is missing is empty. */
export function readMessage(body: unknown): ClientMessage {
  const message = fieldsOf(body);
  const participant = fieldsOf(message.participant);
  return {
    type: text(message.type),
    token: text(message.token),
    name: text(message.name) || undefined,
    session: text(message.session),
    participant: { revision: number(participant.revision), tracks: listOf(participant.tracks).map(readTrack) },
    peerStates: listOf(message.peer_connections).map(readPeerState),
    subscribeRules: listOf(fieldsOf(message.subscribe).rules).map(readRule),
  };
}

const KINDS: readonly string[] = ['audio', 'video', 'data'] satisfies TrackKind[];

function readTrack(track: Fields): PublishedTrack {
  const kind = text(track.kind);
  return {
    id: text(track.id),
    kind: KINDS.includes(kind) ? (kind as TrackKind) : 'data',
    name: text(track.name),
    enabled: track.enabled !== false,
    priority: text(track.priority) || 'standard',
  };
}

function readPeerState({ id, description, ice }: Fields): PeerState {
  const state: PeerState = { id: text(id) };
  if (description) {
    const { type, revision, sdp } = fieldsOf(description);
    state.description = { type: text(type), revision: number(revision) };
    if (typeof sdp === 'string') state.description.sdp = sdp;
  }
  if (ice) state.ice = fieldsOf(ice);
  return state;
}

/** The SDK sends one rule: include or exclude all. */
const readRule = ({ type }: Fields): Rule => ({ type: type === 'exclude' ? 'exclude' : 'include', all: true });

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
