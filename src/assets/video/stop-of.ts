import { DUPLICATE_IDENTITY, ROOM_COMPLETED, ROOM_FULL, ROOM_NOT_FOUND } from '../video-room/twilio-codes';
import { STOPS, type Stop } from './video-state';

const BY_TWILIO: Readonly<Record<number, Stop>> = {
  [ROOM_FULL]: 'full',
  [DUPLICATE_IDENTITY]: 'elsewhere',
  [ROOM_COMPLETED]: 'ended',
  [ROOM_NOT_FOUND]: 'ended',
};

/** No way to Twilio's signalling, or none for pictures and sound. https://www.twilio.com/docs/api/errors */
const OF_THE_NETWORK: ReadonlySet<number> = new Set([53000, 53001, 53405]);

/** What an error means to somebody in a call, or on the way into it. @param code Twilio's number, or the name of ours */
export function stopOf(code: unknown): Stop {
  if (typeof code === 'number') return BY_TWILIO[code] ?? (OF_THE_NETWORK.has(code) ? 'network' : 'failed');
  // The page of a hotel's network in place of an answer.
  if (code === 'bad_answer') return 'network';
  if (code === 'video_ended' || code === 'conversation_closed') return 'ended';
  return STOPS.find((stop) => stop === code) ?? 'failed';
}
