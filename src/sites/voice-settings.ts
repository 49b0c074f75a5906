import type { VoiceWords } from '../words/voice-words';
import type { GoogleModel, TranscriptionModel, TtsProvider } from './voices';

/** What may interrupt the bot, or is told to it while it speaks. */
export type Interruption = 'none' | 'dtmf' | 'speech' | 'any';

/** One language that the bot speaks and understands. What is left out is Twilio's own choice for the language. */
export type SpokenLanguage = {
  /** BCP 47 with its region, such as de-AT. */
  code: string;
  ttsProvider?: TtsProvider;
  /** One of VOICES for this provider and language. */
  voice?: string;
} & (
  | { transcriptionProvider?: undefined; speechModel?: undefined }
  | { transcriptionProvider: 'Deepgram'; speechModel?: TranscriptionModel }
  | { transcriptionProvider: 'Google'; speechModel?: GoogleModel }
);

/**
 * How the bot of a site speaks and listens on the phone, in the words of
 * https://www.twilio.com/docs/voice/twiml/connect/conversationrelay
 */
export interface VoiceSettings {
  /** Numbers of this site, as +431234567: who calls one of them calls this site. */
  numbers?: readonly string[];
  /** The first one is spoken at the beginning. */
  languages: readonly [SpokenLanguage, ...SpokenLanguage[]];
  /**
   * `multi`: languages are told apart, so that the relay can follow a caller who goes over to another one. Heard by
   * Deepgram's nova-3-general then, whatever is spoken.
   */
  transcriptionLanguage?: 'multi';
  /** What the bot says in other words than src/words/, by language (`de`) or by region (`de-AT`). */
  words?: Readonly<Record<string, Partial<VoiceWords>>>;
  /** Words that callers use and a dictionary lacks: names of products, of places. */
  hints?: readonly string[];
  /** Callers speak over the bot: `any` unless something else is said. */
  interruptible?: Interruption;
  welcomeGreetingInterruptible?: Interruption;
  interruptSensitivity?: 'low' | 'medium' | 'high';
  /** "Mhm" and the like do not interrupt. */
  ignoreBackchannel?: boolean;
  reportInputDuringAgentSpeech?: Interruption;
  /** Milliseconds of silence that end what a caller says, 600 to 5000. */
  speechTimeout?: number;
  /** For the speech model `flux` alone: how certain the end of a turn must be, 0.5 to 0.9. */
  eotThreshold?: number;
  /** Words come while they are spoken: for `flux` alone. */
  partialPrompts?: boolean;
  deepgramSmartFormat?: boolean;
  profanityFilter?: boolean;
  backgroundNoiseReduction?: string;
  elevenlabsTextNormalization?: 'on' | 'auto' | 'off';
  /** Twilio comes back by itself when the connection to the relay breaks: true unless something else is said. */
  applicationReconnect?: boolean;
}
