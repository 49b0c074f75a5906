import type { Config } from '../config';
import { Documents, type Stored } from '../state/documents';
import type { ConversationSid, RoomSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';

/** One stay of one person in the room, from coming in to leaving. Who comes back begins another one. */
export interface Stay {
  identity: string;
  /** False is final. */
  connected: boolean;
}

/** The video call of a conversation. One Sync document each, created once: the truth about it, and the lock. */
export interface VideoCall {
  /** Of this opening: tells our own write from another request's. */
  id: string;
  /** The first opening's id, when a person was removed for good and the others moved on. */
  root: string;
  /** `opening`: room, code and this document are just being made. `ended` is final; another call replaces it. */
  state: 'opening' | 'open' | 'ended';
  /** Milliseconds since 1970. */
  openedAt: number;
  /** Of the chat, for words and rules. */
  site: string;
  locale: string;
  /** 128 random bits. */
  roomName: string;
  roomSid?: RoomSid;
  /** Missing when it was withdrawn. */
  code?: { text: string; expiresAt: number };
  /** What a customer may know of who calls. */
  calling: { name?: string; avatar?: string };
  /** Worker by identity in the room: agents who started or took over the call. */
  agents: Record<string, string>;
  /** Everybody who was given a token, and whether they consent to be recorded. */
  letIn: Record<string, { consents: boolean }>;
  /** Identities that get no token any more. */
  removed: string[];
  /** Before it is started, and until it was stopped: recording at Twilio is never unknown to us. */
  recording: boolean;
  /** When its people began to move to another room, without those who were removed. Milliseconds since 1970. */
  movesAt?: number;
  /** By participant SID. */
  stays: Record<string, Stay>;
}

export type StoredCall = Stored<VideoCall>;
export type VideoCalls = Documents<VideoCall>;

/** Longer than anybody can be in a room, or be on the way into it; each change counts anew. */
export const callSeconds = ({ VIDEO_MAX_MINUTES, CODE_TTL }: Pick<Config, 'VIDEO_MAX_MINUTES' | 'CODE_TTL'>): number =>
  Math.max(VIDEO_MAX_MINUTES * 60, CODE_TTL) + 3600;

type Settings = Pick<Config, 'VIDEO_MAX_MINUTES' | 'CODE_TTL'>;

export function videoCalls(sync: TwilioParts['sync'], settings: Settings, now: () => number): VideoCalls {
  return new Documents<VideoCall>(sync, (conversationSid) => `video.${conversationSid}`, callSeconds(settings), now);
}

/** For which call a join code is. */
export interface CodeTarget {
  conversationSid: ConversationSid;
  callId: string;
}

export type VideoCodes = Documents<CodeTarget>;

export function videoCodes(sync: TwilioParts['sync'], { CODE_TTL }: Settings, now: () => number): VideoCodes {
  return new Documents<CodeTarget>(sync, (code) => `video-code.${code}`, CODE_TTL, now);
}

/** In which conversation an agent has a call. One for each worker. */
export type AgentCalls = Documents<{ conversationSid: ConversationSid }>;

export function agentCalls(sync: TwilioParts['sync'], settings: Settings, now: () => number): AgentCalls {
  return new Documents(sync, (workerSid) => `video-agent.${workerSid}`, callSeconds(settings), now);
}

/** Longer than a Function may run: whoever was making it is gone. */
const OPENING_MS = 10_000;

export const isStuck = ({ state, openedAt }: VideoCall, now: number): boolean =>
  state === 'opening' && now - openedAt > OPENING_MS;

/** Longer than a move takes, and an agent who asks again. */
const MOVING_MS = 60_000;

export const isMoving = ({ movesAt }: VideoCall, now: number): boolean =>
  movesAt !== undefined && now - movesAt < MOVING_MS;

/** Should whoever began to move the others not have come to an end of it, who was removed for good stays out. */
export const isUnfinishedMove = ({ state, removed, movesAt }: VideoCall): boolean =>
  state === 'opening' ? removed.length > 0 : movesAt !== undefined;

/** Who is in the room, by the status callbacks so far. */
export function presentIn({ stays }: VideoCall): string[] {
  const present = Object.values(stays).filter(({ connected }) => connected);
  return [...new Set(present.map(({ identity }) => identity))];
}
