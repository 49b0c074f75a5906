import type { Person } from '../video-room/call-room';
import { type MediaState, NO_MEDIA } from '../video-room/media-state';

/** `none`: this agent is in no call here. `preparing`: they look at themselves and choose, before there is one. */
export type Phase = 'none' | 'preparing' | 'starting' | 'waiting' | 'inCall' | 'ended' | 'failed';

/** What went wrong; words.ts says it. */
export type Problem =
  | 'unreachable'
  | 'pageRefused'
  | 'elsewhere'
  | 'otherWindow'
  | 'chatOver'
  | 'notInChat'
  | 'loginOver'
  | 'roomFull'
  | 'connectionLost'
  | 'notStarted'
  | 'notEnded'
  | 'notRemoved'
  | 'notShared'
  | 'noNewLink';

/** How a customer gets in. */
export interface JoinLink {
  url: string;
  code: string;
  /** False: nobody has posted it in the chat. */
  isInChat: boolean;
}

/** All that a view has to know. A new object with each change. */
export interface CallView {
  phase: Phase;
  /** Before the call: others are in a call, or may come back to it. */
  goesOn: boolean;
  problem: Problem | undefined;
  /** The conversation of the other call, for `elsewhere`. */
  elsewhere: string | undefined;
  /** Undefined in a call: it was withdrawn when somebody was removed. */
  link: JoinLink | undefined;
  people: Person[];
  /** The agent's own camera and microphone. */
  media: MediaState;
  /** The agent's own, while it is shared. */
  screen: MediaStreamTrack | undefined;
  /** Of the agent's connection, 0 to 5; undefined while it is not known. */
  quality: number | undefined;
  isReconnecting: boolean;
  isRecording: boolean;
  /** Calls are recorded as soon as everybody agrees. */
  records: boolean;
  /** This agent agrees. */
  consent: boolean;
  /** Milliseconds since 1970 at which the first customer came in. */
  talkingSince: number | undefined;
  busy: 'ending' | 'removing' | 'link' | undefined;
}

export const NOBODY: CallView = {
  phase: 'none',
  goesOn: false,
  problem: undefined,
  elsewhere: undefined,
  link: undefined,
  people: [],
  media: NO_MEDIA,
  screen: undefined,
  quality: undefined,
  isReconnecting: false,
  isRecording: false,
  records: false,
  consent: false,
  talkingSince: undefined,
  busy: undefined,
};

/** Is it of no use to try again? */
export const isFinal = ({ problem }: Pick<CallView, 'problem'>): boolean =>
  problem === 'notInChat' || problem === 'chatOver';

/** Is the agent in the room, or on the way into it? */
export const isInside = ({ phase }: Pick<CallView, 'phase'>): boolean =>
  phase === 'starting' || phase === 'waiting' || phase === 'inCall';
