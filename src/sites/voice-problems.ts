import type { VoiceSettings } from './voice-settings';
import { SPEECH_MODELS, type TtsProvider, VOICES } from './voices';

/** What Twilio would refuse of a site's settings, a sentence each. */
export function voiceProblems(settings: VoiceSettings): string[] {
  const problems: string[] = [];
  const models = new Set<string>();
  for (const { code, ttsProvider, voice, transcriptionProvider, speechModel } of settings.languages) {
    if (!/^[a-z]{2,3}(-[A-Z][a-z]{3})?-([A-Z]{2}|\d{3})$/.test(code))
      problems.push(`${code} is not a language with its region, such as de-AT`);
    if (voice && !mayUse(ttsProvider, code, voice)) {
      problems.push(`${voice} is not a voice of ${ttsProvider ?? 'any provider'} for ${code} in VOICES`);
    }
    if (speechModel) models.add(speechModel);
    if (speechModel && !SPEECH_MODELS[transcriptionProvider]?.includes(speechModel)) {
      problems.push(`${speechModel} is not a speech model of ${transcriptionProvider}`);
    }
  }
  const { transcriptionLanguage, speechTimeout, eotThreshold, partialPrompts, hints = [] } = settings;
  if (transcriptionLanguage && settings.languages.some(({ transcriptionProvider }) => transcriptionProvider)) {
    problems.push('With transcriptionLanguage no language has a transcriptionProvider of its own');
  }
  if (speechTimeout !== undefined && !(Number.isInteger(speechTimeout) && isWithin(speechTimeout, 600, 5000))) {
    problems.push('speechTimeout is 600 to 5000 milliseconds');
  }
  if (eotThreshold !== undefined && !isWithin(eotThreshold, 0.5, 0.9)) problems.push('eotThreshold is 0.5 to 0.9');
  if ((eotThreshold !== undefined || partialPrompts) && !models.has('flux')) {
    problems.push('eotThreshold and partialPrompts need the speech model flux');
  }
  if (hints.some((hint) => hint.includes(','))) problems.push('A hint has no comma: commas stand between hints');
  return problems;
}

function mayUse(provider: TtsProvider | undefined, code: string, voice: string): boolean {
  const voices = provider === undefined ? {} : VOICES[provider];
  return [...(voices.any ?? []), ...(voices[code] ?? [])].includes(voice);
}

const isWithin = (value: number, minimum: number, maximum: number) => value >= minimum && value <= maximum;
