import type { Site } from './site';
import { english } from './words';

/** The site of pages that name none. */
export const defaultSite: Site = {
  name: 'default',
  origins: [],
  hours: 'always',
  locale: 'en',
  words: { en: english },
  timers: { inactive: 'PT1H', closed: 'P1D' },
  messageTimers: { inactive: 'P1D', closed: 'P8D' },
  limits: { preEngagementBytes: 4096 },
};
