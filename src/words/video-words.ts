/** Every text of a customer's page of a video call, typed once; each language has them in `video.ts` of its folder. */
export interface VideoWords {
  /** Language of these texts as a BCP 47 tag: what `lang` says around them. */
  language: string;
  title: string;
  /** Where no public name is known. */
  agent: string;
  guest: string;
  you: string;
  opening: string;
  /** No agent has begun a call yet. */
  waitingForCall: string;
  waitingForCallHint: string;
  codeTitle: string;
  codeHint: string;
  codeLabel: string;
  codeRefused: string;
  codeRefusedHint: string;
  codeMissing: string;
  next: string;
  invites: (name: string) => string;
  lobbyHint: string;
  cameraOff: string;
  cameraStarting: string;
  camera: string;
  microphone: string;
  /** A device whose name the browser does not tell. */
  unnamed: (place: number) => string;
  noDevice: string;
  problems: Readonly<Record<'denied' | 'missing' | 'in_use' | 'insecure' | 'failed' | 'lost', DeviceProblemWords>>;
  tryAgain: string;
  records: string;
  recordsHint: string;
  consent: string;
  join: string;
  joinWithoutCamera: string;
  joinToListen: string;
  joining: string;
  mute: string;
  unmute: string;
  turnCameraOn: string;
  turnCameraOff: string;
  flip: string;
  share: string;
  stopSharing: string;
  sharing: string;
  settings: string;
  leave: string;
  call: string;
  controls: string;
  screenOf: (name: string) => string;
  muted: (name: string) => string;
  waitingFor: (name: string) => string;
  agentGone: (name: string) => string;
  joined: (name: string) => string;
  left: (name: string) => string;
  shares: (name: string) => string;
  nowMuted: string;
  nowUnmuted: string;
  reconnecting: string;
  reconnected: string;
  personReconnecting: (name: string) => string;
  /** From bad to good, as Twilio measures it: 0 and 1, 2, 3, 4 and 5. */
  quality: readonly [bad: string, weak: string, fair: string, good: string];
  stops: Readonly<Record<StopName, StopWords>>;
  again: string;
  anotherCode: string;
  closePage: string;
  reference: (requestId: string) => string;
  rate: string;
  stars: (count: number) => string;
  commentLabel: string;
  optional: string;
  sendRating: string;
  sendingRating: string;
  rated: string;
  ratingFailed: string;
  ratingTooLate: string;
}

export interface DeviceProblemWords {
  camera: string;
  microphone: string;
  /** The same is the matter with both. */
  both: string;
  /** How to mend it. */
  help: string;
}

export interface StopWords {
  title: string;
  /** What to do. */
  text: string;
}

export type StopName =
  | 'left'
  | 'ended'
  | 'removed'
  | 'elsewhere'
  | 'lost'
  | 'full'
  | 'too_many_codes'
  | 'code_used_up'
  | 'session_needed'
  | 'unsupported'
  | 'network'
  | 'failed';
