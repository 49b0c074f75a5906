import type { Person } from '../video-room/call-room';
import { type MediaState, NO_MEDIA } from '../video-room/media-state';

/** Why there is no call any more, or none yet. */
export const STOPS = [
  'left',
  'ended',
  'removed',
  'elsewhere',
  'lost',
  'full',
  'too_many_codes',
  'code_used_up',
  'session_needed',
  'unsupported',
  'network',
  'failed',
] as const;

export type Stop = (typeof STOPS)[number];

export type VideoRatingState = 'possible' | 'sending' | 'sent' | 'failed' | 'too_late';

/** Everything that a page of a video call shows. */
export interface VideoState {
  /**
   * `code`: asks for one. `opening`: looks who is calling. `waiting`: no agent has begun a call yet. `lobby`: the camera's
   * picture before joining. `stopped`: see `stop`.
   */
  phase: 'code' | 'opening' | 'waiting' | 'lobby' | 'joining' | 'call' | 'stopped';
  stop: Stop | undefined;
  /** The code that was tried is not good, or not any more. */
  codeRefused: boolean;
  /** Names the failed request in the logs. */
  requestId: string | undefined;
  calling: { name?: string; avatar?: string };
  /** BCP 47, of the chat; undefined until the server has said it. */
  locale: string | undefined;
  /** The site whose look it has. */
  site: string | undefined;
  /** Everybody is asked whether the call may be recorded. */
  records: boolean;
  consent: boolean;
  media: MediaState;
  people: readonly Person[];
  /** An agent was in this call, and is not any more. */
  agentLeft: boolean;
  reconnecting: boolean;
  /** 0 to 5 as Twilio measures it; undefined while it is not known. */
  quality: number | undefined;
  sharing: boolean;
  /** This person was in a call, so there is something to rate. */
  rating: VideoRatingState | undefined;
}

export const INITIAL_STATE: VideoState = {
  phase: 'opening',
  stop: undefined,
  codeRefused: false,
  requestId: undefined,
  calling: {},
  locale: undefined,
  site: undefined,
  records: false,
  consent: false,
  media: NO_MEDIA,
  people: [],
  agentLeft: false,
  reconnecting: false,
  quality: undefined,
  sharing: false,
  rating: undefined,
};
