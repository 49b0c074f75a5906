import type { VideoPass } from '../auth/video-pass';
import { forbidden, gone } from '../http/errors';
import type { TwilioParts } from '../twilio/twilio';
import type { VideoCalls } from './video-call';

export interface WasInCallContext {
  calls: VideoCalls;
  video: Pick<TwilioParts['video'], 'hadParticipant'>;
}

/**
 * Was the holder of this pass in the room? The pass does not say: it is given before anybody is asked whether they consent
 * to be recorded, and a token after that can be left unused. Twilio is asked where no status callback has told.
 *
 * @throws RequestError 403 not_in_call, 410 video_ended when another call has begun since
 */
export async function checkWasInCall({ calls, video }: WasInCallContext, pass: VideoPass): Promise<void> {
  const held = await calls.read(pass.conversationSid);
  if (held?.value.root !== pass.root) throw gone('video_ended', 'This call is over, and can be rated no more.');
  const { stays, roomSid } = held.value;
  if (Object.values(stays).some(({ identity }) => identity === pass.identity)) return;
  if (roomSid && (await video.hadParticipant(roomSid, pass.identity))) return;
  throw forbidden('not_in_call', 'Only who was in the call can say how it was. Join it first.');
}
