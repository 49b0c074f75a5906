import { LANGUAGES } from '../words/words';
import type { Site } from './site';
import type { VoiceSettings } from './voice-settings';

/** Twilio's own choice of voices: whoever sets none cannot set a wrong one. */
export const defaultVoice: VoiceSettings = {
  languages: [{ code: 'en-US' }, { code: 'de-DE' }, { code: 'es-ES' }, { code: 'fr-FR' }],
};

/** The site of pages that name none. */
export const defaultSite: Site = {
  name: 'default',
  origins: [],
  hours: 'always',
  flow: 'chat-to-flex',
  locale: 'en',
  languages: LANGUAGES,
  timers: { inactive: 'PT1H', closed: 'P1D' },
  messageTimers: { inactive: 'P1D', closed: 'P8D' },
  limits: { preEngagementBytes: 4096, newChatsPerMinute: 60, messageCharacters: 4000, messagesBeforeTask: 50 },
  voice: defaultVoice,
  page: {
    theme: {},
    form: 'name-and-topic',
    attachments: {
      maximumBytes: 10 * 1024 * 1024,
      types: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain'],
    },
  },
};
