import type { Site } from '../../sites/site';
import { languageFor, siteCalled, voiceOf, voiceWordsFor } from '../../sites/voice-for';
import { voiceProblems } from '../../sites/voice-problems';
import type { SpokenLanguage, VoiceSettings } from '../../sites/voice-settings';
import type { Config } from '../config';
import { TwimlAnswer } from '../http/twiml-answer';
import { type ConversationRelay, connectRelay, redirectCall } from '../twilio/voice-twiml';
import { afterwards } from './afterwards';
import type { RelayTwimlInput } from './call-input';
import { signCallPass } from './call-pass';

export interface RelayTwiml {
  config: Pick<Config, 'ACCOUNT_SID' | 'DOMAIN_NAME' | 'RELAY_URL' | 'RELAY_SECRET'>;
  /** Milliseconds since 1970. */
  now: () => number;
  note: (facts: { problem: string }) => void;
}

/** Twilio opens the socket as soon as it has read the TwiML. */
const PASS_SECONDS = 60;
/** tokensPlayed tells the relay what was heard, agentSpeaking when silence begins. */
const EVENTS = 'speaker-events tokens-played';

/** https://www.twilio.com/en-us/changelog/conversationrelay-now-supports-a-configuration-for-automatic-lan */
const TELLS_LANGUAGES_APART = {
  transcriptionLanguage: 'multi',
  transcriptionProvider: 'Deepgram',
  speechModel: 'nova-3-general',
};

/**
 * Connects a call to the relay. Where there is none to connect to, the call goes at once where it would go afterwards,
 * and so to an agent.
 */
export function relayTwiml(context: RelayTwiml, input: RelayTwimlInput): TwimlAnswer {
  const site = siteCalled(input.site, input.To);
  const action = afterwards(context.config, { ...input, site: site.name });
  const relay = connection(context, input, site);
  return new TwimlAnswer(relay ? connectRelay(action, relay) : redirectCall(action));
}

/**
 * The same for Studio's own widget, which writes the TwiML itself; empty where there is no relay to connect to.
 * https://www.twilio.com/docs/studio/widget-library/run-conversationrelay
 */
export function relaySettings(
  context: RelayTwiml,
  input: RelayTwimlInput,
): Partial<Pick<ConversationRelay, 'attributes' | 'parameters'>> {
  const relay = connection(context, input, siteCalled(input.site, input.To));
  return relay ? { attributes: relay.attributes, parameters: relay.parameters } : {};
}

function connection(
  { config, now, note }: RelayTwiml,
  input: RelayTwimlInput,
  site: Site,
): ConversationRelay | undefined {
  const { RELAY_URL, RELAY_SECRET } = config;
  if (!RELAY_URL || !RELAY_SECRET) {
    const missing = Object.entries({ RELAY_URL, RELAY_SECRET }).flatMap(([name, value]) => (value ? [] : [name]));
    const are = missing.length > 1 ? 'are' : 'is';
    note({ problem: `${missing.join(' and ')} ${are} missing: calls go to agents without a bot.` });
    return undefined;
  }
  if (input.CallSid === '') {
    note({ problem: 'The request names no call.' });
    return undefined;
  }
  const expiresAt = Math.floor(now() / 1000) + PASS_SECONDS;
  const { attempt } = input;
  const pass = signCallPass(RELAY_SECRET, { callSid: input.CallSid, attempt, expiresAt });
  const problems = voiceProblems(voiceOf(site));
  for (const problem of problems) note({ problem: `The voice of the site ${site.name} is not used: ${problem}` });
  const settings = problems.length > 0 ? withoutChoices(voiceOf(site)) : voiceOf(site);
  return conversationRelay(RELAY_URL, settings, input, site, pass);
}

/** Error 64101 ends the call; Twilio's own choice for a language is never refused. */
const withoutChoices = ({ numbers, languages: [first, ...others], words }: VoiceSettings): VoiceSettings => ({
  ...(numbers && { numbers }),
  ...(words && { words }),
  languages: [{ code: first.code }, ...others.map(({ code }) => ({ code }))],
});

function conversationRelay(
  url: string,
  settings: VoiceSettings,
  { attempt, language }: RelayTwimlInput,
  site: Site,
  pass: string,
): ConversationRelay {
  const spoken = languageFor(settings, language);
  const welcome = attempt === 0 ? voiceWordsFor(settings, spoken.code).welcome : undefined;
  const { interruptible = 'any', applicationReconnect = true, hints = [] } = settings;
  const { code, ...choices } = spoken;
  return {
    attributes: {
      url,
      welcomeGreeting: welcome,
      welcomeGreetingInterruptible: welcome && (settings.welcomeGreetingInterruptible ?? interruptible),
      language: code,
      ...choicesOf(choices),
      ...(settings.transcriptionLanguage === 'multi' && TELLS_LANGUAGES_APART),
      interruptible,
      interruptSensitivity: settings.interruptSensitivity,
      ignoreBackchannel: settings.ignoreBackchannel,
      reportInputDuringAgentSpeech: settings.reportInputDuringAgentSpeech,
      dtmfDetection: true,
      hints: hints.length > 0 ? hints.join(',') : undefined,
      events: EVENTS,
      speechTimeout: settings.speechTimeout,
      eotThreshold: settings.eotThreshold,
      partialPrompts: settings.partialPrompts,
      deepgramSmartFormat: settings.deepgramSmartFormat,
      profanityFilter: settings.profanityFilter,
      backgroundNoiseReduction: settings.backgroundNoiseReduction,
      elevenlabsTextNormalization: settings.elevenlabsTextNormalization,
      applicationReconnect,
    },
    languages: settings.languages.map((each) => ({ code: each.code, ...choicesOf(each) })),
    parameters: {
      pass,
      site: site.name,
      language: code,
      ...(welcome ? { welcomeGreeting: welcome } : { resumed: 'true' }),
    },
  };
}

const choicesOf = ({ ttsProvider, voice, transcriptionProvider, speechModel }: Omit<SpokenLanguage, 'code'>) => ({
  ttsProvider,
  voice,
  transcriptionProvider,
  speechModel,
});
