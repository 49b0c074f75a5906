import { defaultSite } from './default';
import type { Site, TimeSpan } from './site';

const WEEKDAY: readonly TimeSpan[] = [['09:00', '18:00']];
const MORNING: readonly TimeSpan[] = [['09:00', '12:00']];
const CLOSED: readonly TimeSpan[] = [];

/** An example of another brand: its own hours, language, words, people and look. */
export const outletSite: Site = {
  ...defaultSite,
  name: 'outlet',
  origins: ['https://outlet.example'],
  hours: {
    timeZone: 'Europe/Vienna',
    week: {
      monday: WEEKDAY,
      tuesday: WEEKDAY,
      wednesday: WEEKDAY,
      thursday: WEEKDAY,
      friday: WEEKDAY,
      saturday: [['09:00', '13:00']],
    },
    exceptions: {
      '2026-12-08': CLOSED,
      '2026-12-24': MORNING,
      '2026-12-25': CLOSED,
      '2026-12-26': CLOSED,
      '2026-12-31': MORNING,
      '2027-01-01': CLOSED,
      '2027-01-06': CLOSED,
      '2027-03-29': CLOSED,
    },
  },
  queue: 'Outlet',
  knownAgent: { days: 28 },
  locale: 'de-AT',
  languages: ['de', 'en'],
  words: {
    de: { greeting: 'Guten Tag, hier ist das Outlet.' },
    'de-AT': { greeting: 'Grüß Gott, hier ist das Outlet.' },
    en: { greeting: 'Hello, this is the Outlet.' },
  },
  voice: {
    languages: [{ code: 'de-DE' }, { code: 'en-US' }],
    words: {
      de: { welcome: 'Grüß Gott, hier ist der automatische Assistent des Outlets. Wie kann ich Ihnen helfen?' },
      en: { welcome: 'Hello, this is the automated assistant of the Outlet. How can I help you?' },
    },
  },
  limits: { preEngagementBytes: 1024, newChatsPerMinute: 20, messageCharacters: 1000, messagesBeforeTask: 20 },
  page: {
    theme: { '--flex-chat-accent': '#b3261e', '--flex-chat-radius': '4px' },
    form: 'none',
    attachments: { maximumBytes: 5 * 1024 * 1024, types: ['image/*'] },
  },
};
