export const TTS_PROVIDERS = ['ElevenLabs', 'Google', 'Amazon'] as const;
const DEEPGRAM_MODELS = ['nova-3-general', 'nova-2-general', 'flux'] as const;
const GOOGLE_MODELS = ['telephony', 'long'] as const;

export type TtsProvider = (typeof TTS_PROVIDERS)[number];
export type TranscriptionModel = (typeof DEEPGRAM_MODELS)[number];
export type GoogleModel = (typeof GOOGLE_MODELS)[number];

/** The speech models that may be set, by transcription provider. */
export const SPEECH_MODELS: Readonly<Record<string, readonly string[]>> = {
  Deepgram: DEEPGRAM_MODELS,
  Google: GOOGLE_MODELS,
};

const GOOGLE_SPEAKERS = ['Aoede', 'Charon', 'Fenrir', 'Kore', 'Leda', 'Orus', 'Puck', 'Zephyr'];
const chirp = (code: string) => GOOGLE_SPEAKERS.map((speaker) => `${code}-Chirp3-HD-${speaker}`);

/**
 * The voices that may be set, by provider and language; those of ElevenLabs speak every language. A pair that Twilio does
 * not know ends the call with error 64101, so add one here after you have heard it on your account.
 * https://www.twilio.com/docs/voice/conversationrelay/voice-configuration
 */
export const VOICES: Readonly<Record<TtsProvider, Readonly<Record<string, readonly string[]>>>> = {
  ElevenLabs: { any: ['UgBBYS2sOqTuMpoF3BR0'] },
  Google: {
    'en-US': ['en-US-Journey-O', ...chirp('en-US')],
    'en-GB': chirp('en-GB'),
    'de-DE': chirp('de-DE'),
    'es-ES': chirp('es-ES'),
    'es-US': chirp('es-US'),
    'fr-FR': chirp('fr-FR'),
  },
  Amazon: {
    'en-US': ['Joanna-Neural', 'Matthew-Neural'],
    'en-GB': ['Amy-Neural', 'Arthur-Neural'],
    'de-DE': ['Vicki-Neural', 'Daniel-Neural'],
    'de-AT': ['Hannah-Neural'],
    'es-ES': ['Lucia-Neural', 'Sergio-Neural'],
    'es-US': ['Lupe-Neural', 'Pedro-Neural'],
    'fr-FR': ['Lea-Neural', 'Remi-Neural'],
  },
};
