import { DUPLICATE_IDENTITY, ROOM_COMPLETED, ROOM_FULL, ROOM_NOT_FOUND } from '../video-room/twilio-codes';
import { STOPS, type Stop } from './video-state';

const BY_TWILIO: Readonly<Record<number, Stop>> = {
  [ROOM_FULL]: 'full',
  [DUPLICATE_IDENTITY]: 'elsewhere',
  [ROOM_COMPLETED]: 'ended',
  [ROOM_NOT_FOUND]: 'ended',
};

/** What an error means to somebody in a call, or on the way into it. @param code Twilio's number, or the name of ours */
export function stopOf(code: unknown): Stop {
  if (typeof code === 'number') return BY_TWILIO[code] ?? 'failed';
  if (code === 'video_ended' || code === 'conversation_closed') return 'ended';
  return STOPS.find((stop) => stop === code) ?? 'failed';
}
