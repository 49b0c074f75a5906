import type { TwimlElement } from './twiml/parse-twiml';

/** Voices of Amazon Polly, by the language that they speak. */
const AMAZON: Record<string, string[]> = {
  'en-US': [
    'Joanna',
    'Matthew',
    'Ruth',
    'Stephen',
    'Danielle',
    'Gregory',
    'Ivy',
    'Joey',
    'Justin',
    'Kendra',
    'Kimberly',
    'Kevin',
    'Salli',
  ],
  'en-GB': ['Amy', 'Arthur', 'Emma', 'Brian'],
  'en-AU': ['Olivia'],
  'de-DE': ['Vicki', 'Daniel'],
  'de-AT': ['Hannah'],
  'de-CH': ['Sabrina'],
  'es-ES': ['Lucia', 'Sergio'],
  'es-US': ['Lupe', 'Pedro'],
  'es-MX': ['Mia', 'Andres'],
  'fr-FR': ['Lea', 'Remi'],
  'fr-CA': ['Gabrielle', 'Liam'],
  'it-IT': ['Bianca', 'Adriano'],
  'nl-NL': ['Laura'],
  'pt-BR': ['Camila', 'Vitoria', 'Thiago'],
};
const AMAZON_NAME = /^([A-Z][a-z]+)-(?:Neural|Generative)$/;
const GOOGLE_NAME =
  /^([a-z]{2,3}-[A-Z]{2})-(?:Standard|Wavenet|Neural2|Studio|Journey|News|Casual|Polyglot|Chirp-HD|Chirp3-HD)-\w+$/;
/** An id of their library, with the model and the settings that may follow it. */
const ELEVEN_LABS_NAME = /^\w{20}(?:-(?:turbo_v2|turbo_v2_5|flash_v2|flash_v2_5)(?:-[\d._]+)?)?$/;

const SPEECH_MODELS: Record<string, string[]> = {
  Google: ['telephony', 'long', 'short', 'telephony_short', 'chirp_2', 'chirp_telephony'],
  Deepgram: ['nova-3-general', 'nova-2-general', 'nova-2-phonecall', 'nova-3', 'nova-2', 'flux', 'flux-general-en'],
};

/**
 * What Twilio would answer with error 64101: a provider, voice or model that it does not know, as far as a short list of
 * ours goes. https://www.twilio.com/docs/voice/conversationrelay/voice-configuration
 *
 * @returns what is wrong; undefined when nothing is
 */
export function relayProblem({ attributes, children }: TwimlElement): string | undefined {
  const spoken = { ...attributes, language: attributes.ttsLanguage ?? attributes.language ?? 'en-US' };
  const languages = children.filter(({ name }) => name === 'Language');
  return [spoken, ...languages.map((each) => ({ ...each.attributes, language: each.attributes.code ?? '' }))]
    .map((settings) => voiceProblem(settings) ?? modelProblem(settings))
    .find((problem) => problem !== undefined);
}

type Settings = Record<string, string> & { language: string };

function voiceProblem({ ttsProvider = 'ElevenLabs', voice, language }: Settings): string | undefined {
  if (!['ElevenLabs', 'Google', 'Amazon'].includes(ttsProvider)) return `ttsProvider ${ttsProvider} is not known`;
  if (voice === undefined || speaks(ttsProvider, voice, language)) return undefined;
  return `voice ${voice} of ${ttsProvider} does not speak ${language}`;
}

function speaks(provider: string, voice: string, language: string): boolean {
  if (provider === 'ElevenLabs') return ELEVEN_LABS_NAME.test(voice);
  if (provider === 'Google') return GOOGLE_NAME.exec(voice)?.[1] === language;
  return AMAZON[language]?.includes(AMAZON_NAME.exec(voice)?.[1] ?? voice) ?? false;
}

function modelProblem({ transcriptionProvider = 'Deepgram', speechModel }: Settings): string | undefined {
  const models = Object.hasOwn(SPEECH_MODELS, transcriptionProvider) ? SPEECH_MODELS[transcriptionProvider] : undefined;
  if (!models) return `transcriptionProvider ${transcriptionProvider} is not known`;
  if (speechModel === undefined || models.includes(speechModel)) return undefined;
  return `speechModel ${speechModel} is not one of ${transcriptionProvider}`;
}
