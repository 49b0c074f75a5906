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
): AvailabilityWords {
  const { available, open, waiting, estimatedWaitSeconds, opensAt } = availability;
  if (!open) return { mood: 'away', text: words.closed(opensAt && openingTime(opensAt, locale)) };
  if (available === null) return { mood: 'away', text: words.unknown };
  if (!available && !waiting) return { mood: 'away', text: `${words.nobody} ${words.leaveMessage}` };
  if (!waiting) return { mood: 'here', text: words.availableNow };
  const wait = !estimatedWaitSeconds ? '' : ` ${words.wait(Math.ceil(estimatedWaitSeconds / 60))}`;
  return { mood: 'busy', text: words.busy(waiting) + wait };
}

function openingTime(opensAt: string, locale: string | undefined): string | undefined {
  const time = new Date(opensAt);
  if (Number.isNaN(time.getTime())) return undefined;
  return new Intl.DateTimeFormat(locale, { weekday: 'long', hour: 'numeric', minute: '2-digit' }).format(time);
}
