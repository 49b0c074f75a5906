import { voiceProblems } from './voice-problems';
import type { SpokenLanguage, VoiceSettings } from './voice-settings';

const of = (language: SpokenLanguage, settings: Partial<VoiceSettings> = {}) =>
  voiceProblems({ languages: [language], ...settings });

test.each<SpokenLanguage>([
  { code: 'en-US' },
  { code: 'de-AT', ttsProvider: 'Amazon', voice: 'Hannah-Neural' },
  { code: 'fr-FR', ttsProvider: 'ElevenLabs', voice: 'UgBBYS2sOqTuMpoF3BR0' },
  { code: 'de-DE', ttsProvider: 'Google', voice: 'de-DE-Chirp3-HD-Kore' },
  { code: 'en-US', ttsProvider: 'Google' },
  { code: 'en-GB', transcriptionProvider: 'Deepgram', speechModel: 'nova-3-general' },
  { code: 'es-US', transcriptionProvider: 'Google' },
])('%j is a pair that Twilio knows', (language) => {
  expect(of(language)).toEqual([]);
});

test.each<[SpokenLanguage, string]>([
  [{ code: 'de' }, 'de is not a language with its region, such as de-AT'],
  [
    { code: 'de-DE', ttsProvider: 'Amazon', voice: 'Joanna-Neural' },
    'Joanna-Neural is not a voice of Amazon for de-DE in VOICES',
  ],
  [
    { code: 'de-DE', ttsProvider: 'Google', voice: 'Vicki-Neural' },
    'Vicki-Neural is not a voice of Google for de-DE in VOICES',
  ],
  [{ code: 'en-US', voice: 'Joanna-Neural' }, 'Joanna-Neural is not a voice of any provider for en-US in VOICES'],
  [
    { code: 'en-US', ttsProvider: 'ElevenLabs', voice: 'constructor' },
    'constructor is not a voice of ElevenLabs for en-US in VOICES',
  ],
])('%j would end the call', (language, problem) => {
  expect(of(language)).toEqual([problem]);
});

test('a speech model belongs to its provider, which also the type says', () => {
  const mixed = JSON.parse('{"code":"en-US","transcriptionProvider":"Google","speechModel":"flux"}') as SpokenLanguage;
  expect(of(mixed)).toEqual(['flux is not a speech model of Google']);
});

test.each<[Partial<VoiceSettings>, string]>([
  [{ speechTimeout: 599 }, 'speechTimeout is 600 to 5000 milliseconds'],
  [{ speechTimeout: 5001 }, 'speechTimeout is 600 to 5000 milliseconds'],
  [{ speechTimeout: 700.5 }, 'speechTimeout is 600 to 5000 milliseconds'],
  [{ partialPrompts: true }, 'eotThreshold and partialPrompts need the speech model flux'],
  [{ eotThreshold: 0.8 }, 'eotThreshold and partialPrompts need the speech model flux'],
  [{ hints: ['a,b'] }, 'A hint has no comma: commas stand between hints'],
])('%j is not taken', (settings, problem) => {
  expect(of({ code: 'en-US' }, settings)).toEqual([problem]);
});

test('a transcription that tells languages apart has one provider and one model', () => {
  const multi = { transcriptionLanguage: 'multi' } as const;
  expect(of({ code: 'en-US' }, multi)).toEqual([]);
  expect(of({ code: 'en-US', transcriptionProvider: 'Google' }, multi)).toEqual([
    'With transcriptionLanguage no language has a transcriptionProvider of its own',
  ]);
});

test('with flux the end of a turn may be set, from 0.5 to 0.9', () => {
  const flux = { code: 'en-US', transcriptionProvider: 'Deepgram', speechModel: 'flux' } as const;
  expect(of(flux, { eotThreshold: 0.5, partialPrompts: true, speechTimeout: 600 })).toEqual([]);
  expect(of(flux, { eotThreshold: 0.91 })).toEqual(['eotThreshold is 0.5 to 0.9']);
});
