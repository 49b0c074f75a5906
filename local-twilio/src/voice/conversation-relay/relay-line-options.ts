import type { Assumptions } from '../../assumptions';
import type { ApplicationFrame, PlayFrame, TextFrame } from './application-frame';
import type { SpeechClock } from './playback';
import type { RelaySettings } from './relay-settings';
import type { SetupFields, TwilioFrame } from './twilio-frame';

export type RelayAssumptions = Pick<
  Assumptions,
  | 'relaySetupAfterReconnect'
  | 'relayReconnectSeconds'
  | 'relayRepeatedEvents'
  | 'relayPlaysTokensInFlight'
  | 'relayTellsTokensAtInterrupt'
  | 'relayDurationIsText'
  | 'relayEndWaitsForSpeech'
>;

export interface RelayLineOptions {
  /** ws:// or wss:// */
  url: string;
  /** What the signature is made of: the address as it stands in the TwiML. `url` when absent. */
  signedUrl?: string;
  /** Without it the upgrade carries no X-Twilio-Signature. */
  authToken?: string;
  setup: Pick<SetupFields, 'callSid' | 'from' | 'to'> & Partial<Omit<SetupFields, 'customParameters'>>;
  /** The <Parameter> elements. */
  customParameters?: Record<string, string>;
  settings?: Partial<RelaySettings>;
  speech: {
    clock: SpeechClock;
    /** How fast the application's words are played; 0: at once. */
    wordsPerMinute: number;
    /** How fast the caller speaks: a prompt comes when they have finished. 0, and when absent: at once. */
    callerWordsPerMinute?: number;
    /** How long a `play` sounds, which is not looked into; 2000 when absent. */
    mediaMilliseconds?: number;
  };
  /** As in `settings`. */
  applicationReconnect?: boolean;
  /** What is not certain of Twilio; the strict reading when absent. */
  assumptions?: Partial<RelayAssumptions>;
}

export interface SayOptions {
  /** With the setting `partialPrompts`: what was understood before the end; `true` makes one for each word. */
  partials?: boolean | readonly string[];
  /** BCP 47 tag that recognition reports; the session's when absent. */
  language?: string;
}

/** What became of something that the caller did. `unreported`: the application was told nothing. */
export type Reported = 'told' | 'interrupted' | 'unreported';

export interface RelayEnd {
  /** As in the request to the action of <Connect>. */
  sessionStatus: 'ended' | 'completed' | 'failed';
  handoffData?: string;
  errorCode?: number;
  errorMessage?: string;
  sessionId: string;
  durationSeconds: number;
}

export interface RelayLineEvents {
  /** The application took the upgrade; false: it did so again after a loss. */
  connected: [isFirst: boolean];
  /** The socket is gone, and Twilio tries to come back. */
  reconnecting: [reason: string];
  /** The caller has heard one word more. `text` is what they heard of this turn; `isGreeting`: Twilio's own words. */
  spoke: [{ text: string; token: string; lang: string; isGreeting: boolean }];
  /** The application's turn is over. `heard` is `text` as far as it was played; the same when nothing cut it off. */
  turn: [{ text: string; heard: string; whole: boolean; isGreeting: boolean }];
  interrupted: [{ utteranceUntilInterrupt: string; durationUntilInterruptMs: number; by: 'speech' | 'dtmf' }];
  play: [PlayFrame];
  digits: [string];
  language: [{ ttsLanguage?: string; transcriptionLanguage?: string }];
  /** The application sent something that Twilio answers with `error`. */
  invalid: [{ message: string; fault: string }];
  /** Tokens that were under way when the caller interrupted: nobody hears them. */
  discarded: [TextFrame | PlayFrame];
  /** Everything that the application had sent when it took in the interrupt has come. */
  settled: [];
  sent: [TwilioFrame];
  received: [ApplicationFrame];
  ended: [RelayEnd];
}
