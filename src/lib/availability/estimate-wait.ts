import { type QueueSnapshot, RECENT_MINUTES } from './queue-snapshot';

/**
 * Seconds until whoever has this place is taken: the place times the time between two chats that were accepted lately.
 * Ages and average waiting times, which Twilio has ready, would be wrong here: a message that was left on Friday and
 * answered on Monday waited for three days, and whoever comes behind it does not.
 *
 * @param place 1 for the next one; absent: of whoever comes now
 * @returns null when nobody is there, or nothing was accepted lately: then nobody can say
 */
export function estimateWait(snapshot: QueueSnapshot, place?: number): number | null {
  const { available, staffed, waiting, acceptedRecently, order } = snapshot;
  if (available && order?.length === 0) return 0;
  if (!staffed || !acceptedRecently || waiting === null) return null;
  return Math.ceil(((place ?? waiting + 1) * RECENT_MINUTES * 60) / acceptedRecently);
}
