import type { Person, Picture } from './room-port';

/** `none`: this agent is in no call here. */
export type Phase = 'none' | 'starting' | 'waiting' | 'inCall' | 'ended' | 'failed';

/** What went wrong; words.ts says it. */
export type Problem =
  | 'devicesRefused'
  | 'devicesMissing'
  | 'devicesBusy'
  | 'unreachable'
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

export interface Own {
  /** Undefined: there is none, or it is switched off. */
  camera: Picture | undefined;
  hasCamera: boolean;
  hasMicrophone: boolean;
  cameraOn: boolean;
  microphoneOn: boolean;
  screen: Picture | undefined;
}

/** All that a view has to know. A new object with each change. */
export interface CallView {
  phase: Phase;
  /** In the phase `none`: others are in a call, or may come back to it. */
  goesOn: boolean;
  problem: Problem | undefined;
  /** The conversation of the other call, for `elsewhere`. */
  elsewhere: string | undefined;
  /** Undefined in a call: it was withdrawn when somebody was removed. */
  link: JoinLink | undefined;
  people: Person[];
  own: Own;
  isReconnecting: boolean;
  isRecording: boolean;
  /** It is recorded as soon as everybody agrees. */
  records: boolean;
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
  own: {
    camera: undefined,
    hasCamera: false,
    hasMicrophone: false,
    cameraOn: true,
    microphoneOn: true,
    screen: undefined,
  },
  isReconnecting: false,
  isRecording: false,
  records: false,
  talkingSince: undefined,
  busy: undefined,
};

/** Is the agent in the room, or on the way into it? */
export const isInside = ({ phase }: Pick<CallView, 'phase'>): boolean =>
  phase === 'starting' || phase === 'waiting' || phase === 'inCall';
