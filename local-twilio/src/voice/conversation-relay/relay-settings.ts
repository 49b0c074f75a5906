/** Which input of the caller: `any` is speech and keys. */
export type CallerInput = 'none' | 'dtmf' | 'speech' | 'any';

/**
 * What of <ConversationRelay>'s attributes changes the words on the socket; voices and recognition do not.
 * https://www.twilio.com/docs/voice/conversationrelay/conversationrelay-noun
 */
export interface RelaySettings {
  /** Said by Twilio, before anything that the application sends. */
  welcomeGreeting?: string;
  welcomeGreetingInterruptible: CallerInput;
  /** What cuts the application's words off. */
  interruptible: CallerInput;
  /** What is told to the application while words play that it does not cut off. */
  reportInputDuringAgentSpeech: CallerInput;
  dtmfDetection: boolean;
  /** Words that do not say for themselves whether the next ones may cut them off. */
  preemptible: boolean;
  /** Sends what was understood so far, with `last: false`. */
  partialPrompts: boolean;
  language: string;
  ttsLanguage?: string;
  transcriptionLanguage?: string;
  /** Twilio comes back when the socket is lost, with what has happened since. */
  applicationReconnect: boolean;
  speakerEvents: boolean;
  tokensPlayed: boolean;
}

export const DEFAULT_RELAY_SETTINGS: RelaySettings = {
  welcomeGreetingInterruptible: 'any',
  interruptible: 'any',
  reportInputDuringAgentSpeech: 'none',
  dtmfDetection: false,
  preemptible: false,
  partialPrompts: false,
  language: 'en-US',
  applicationReconnect: false,
  speakerEvents: false,
  tokensPlayed: false,
};

/** All attributes of <ConversationRelay> but `url`, spelled as the documents do. */
export const RELAY_ATTRIBUTES: readonly string[] = [
  'applicationReconnect',
  'backgroundNoiseReduction',
  'conversationConfiguration',
  'conversationId',
  'debug',
  'deepgramSmartFormat',
  'dtmfDetection',
  'elevenlabsTextNormalization',
  'eotThreshold',
  'events',
  'hints',
  'ignoreBackchannel',
  'intelligenceService',
  'interruptible',
  'interruptSensitivity',
  'language',
  'partialPrompts',
  'preemptible',
  'profanityFilter',
  'reportInputDuringAgentSpeech',
  'speechModel',
  'speechTimeout',
  'transcriptionLanguage',
  'transcriptionProvider',
  'ttsLanguage',
  'ttsProvider',
  'turnDetection',
  'voice',
  'welcomeGreeting',
  'welcomeGreetingInterruptible',
];

/** An attribute has a value that Twilio does not know. */
export class RelaySettingError extends Error {
  override name = 'RelaySettingError';
}

/**
 * The settings that the attributes of a <ConversationRelay> element mean; attributes that change nothing on the socket
 * are passed over.
 * @throws RelaySettingError which names the attribute, its value and what it may be
 */
export function readRelaySettings(attributes: Readonly<Record<string, string | undefined>>): RelaySettings {
  const { welcomeGreeting, ttsLanguage, transcriptionLanguage, language } = attributes;
  const events = (attributes.events ?? '').split(/\s+/);
  const given = { attributes };
  return {
    ...(welcomeGreeting ? { welcomeGreeting } : {}),
    ...(ttsLanguage ? { ttsLanguage } : {}),
    ...(transcriptionLanguage ? { transcriptionLanguage } : {}),
    language: language || DEFAULT_RELAY_SETTINGS.language,
    welcomeGreetingInterruptible: callerInput(given, 'welcomeGreetingInterruptible'),
    interruptible: callerInput(given, 'interruptible'),
    reportInputDuringAgentSpeech: callerInput(given, 'reportInputDuringAgentSpeech'),
    dtmfDetection: flag(given, 'dtmfDetection'),
    preemptible: flag(given, 'preemptible'),
    partialPrompts: flag(given, 'partialPrompts'),
    applicationReconnect: flag(given, 'applicationReconnect'),
    speakerEvents: events.includes('speaker-events'),
    tokensPlayed: events.includes('tokens-played'),
  };
}

interface Given {
  attributes: Readonly<Record<string, string | undefined>>;
}

type Names<Value> = {
  [Name in keyof RelaySettings]-?: Value extends RelaySettings[Name] ? Name : never;
}[keyof RelaySettings];

function callerInput({ attributes }: Given, name: Names<CallerInput>): CallerInput {
  const value = attributes[name];
  if (value === undefined) return DEFAULT_RELAY_SETTINGS[name] as CallerInput;
  // Booleans are what the first version had.
  if (value === 'true') return 'any';
  if (value === 'false') return 'none';
  if (value === 'none' || value === 'dtmf' || value === 'speech' || value === 'any') return value;
  throw new RelaySettingError(`${name}="${value}" is none of none, dtmf, speech, any, true, false`);
}

function flag({ attributes }: Given, name: Names<boolean>): boolean {
  const value = attributes[name];
  if (value === undefined) return DEFAULT_RELAY_SETTINGS[name] as boolean;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new RelaySettingError(`${name}="${value}" is neither true nor false`);
}

/** Does what the settings name take in this input? */
export const includesInput = (setting: CallerInput, input: 'speech' | 'dtmf'): boolean =>
  setting === 'any' || setting === input;
