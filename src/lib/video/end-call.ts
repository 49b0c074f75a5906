import type { ConversationSid } from '../twilio/sids';
import { changeCall } from './change-call';
import type { StoredCall, VideoCall } from './video-call';
import type { VideoContext } from './video-context';

export type EndCall = Pick<VideoContext, 'calls'> & { twilio: Pick<VideoContext['twilio'], 'video'> };

export const ended = (call: VideoCall): VideoCall => {
  const { code: _, ...others } = call;
  return { ...others, state: 'ended', recording: false };
};

/**
 * Ends a call for everybody, and its code with it. Twice is fine; the agent's claim ends with the call that it is for.
 *
 * @param held what was read a moment ago
 * @returns the call as it stands; undefined when there was none
 */
export async function endCall(
  { calls, twilio }: EndCall,
  conversationSid: ConversationSid,
  held: StoredCall | undefined,
): Promise<StoredCall | undefined> {
  if (!held || held.value.state === 'ended') return held;
  const { id, roomSid, roomName } = held.value;
  const end = (call: VideoCall) => (call.id === id && call.state !== 'ended' ? ended(call) : call);
  // In this order: while the document says that the call lives, whoever asks again ends the room.
  await twilio.video.complete(roomSid ?? roomName);
  return changeCall(calls, conversationSid, end, held);
}
