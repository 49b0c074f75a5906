import { momentIn } from '../../words/moment';
import type { AvailabilityResponse } from './api-types';
import type { ChatWords } from './words';

export interface AvailabilityWords {
  mood: 'here' | 'busy' | 'away';
  text: string;
}

/** One honest sentence: nothing is promised that the answer does not say. */
export function availabilityWords(
  availability: AvailabilityResponse,
  words: ChatWords,
  locale: string | undefined,
  now = Date.now(),
): AvailabilityWords {
  const { available, open, waiting, opensAt } = availability;
  if (!open) return { mood: 'away', text: words.closed(opensAt && openingTime(opensAt, now, words, locale)) };
  if (available === null) return { mood: 'away', text: words.unknown };
  if (!available && !waiting) return { mood: 'away', text: `${words.nobody} ${words.leaveMessage}` };
  if (!waiting) return { mood: 'here', text: words.availableNow };
  return { mood: 'busy', text: `${words.busy(waiting)} ${waitWords(availability, words)}`.trim() };
}

/** For who waits already: the own place in the queue, and how long it takes. Empty when the place is not known. */
export function queueWords(availability: AvailabilityResponse, words: ChatWords): string {
  const { position } = availability;
  return position ? `${words.position(position)} ${waitWords(availability, words)}`.trim() : '';
}

const waitWords = ({ estimatedWaitSeconds }: AvailabilityResponse, words: ChatWords): string =>
  estimatedWaitSeconds ? words.wait(Math.ceil(estimatedWaitSeconds / 60)) : '';

function openingTime(opensAt: string, now: number, { language }: ChatWords, locale = ''): string | undefined {
  const time = Date.parse(opensAt);
  if (Number.isNaN(time)) return undefined;
  // As the words around it are written, in the reader's own time zone.
  return momentIn(time, now, locale.split('-')[0] === language ? locale : language);
}
