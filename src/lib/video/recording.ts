import type { ConversationSid } from '../twilio/sids';
import { changeCall } from './change-call';
import { kindOf } from './room-identity';
import { presentIn, type StoredCall, type VideoCall } from './video-call';
import type { VideoContext } from './video-context';

type RecordingContext = Pick<VideoContext, 'config' | 'calls' | 'twilio'>;

/**
 * Is this call to be recorded now? Only when it is configured, a customer is there, and everybody who holds a token
 * consents: who has one can be in the room before we hear of it.
 */
export function wantsRecording(call: VideoCall, { VIDEO_RECORD_BY_DEFAULT }: VideoContext['config']): boolean {
  const holders = Object.entries(call.letIn).filter(([identity]) => !call.removed.includes(identity));
  const customerIsThere = presentIn(call).some((identity) => kindOf(identity) !== 'agent');
  return (
    VIDEO_RECORD_BY_DEFAULT && call.state === 'open' && customerIsThere && holders.every(([, { consents }]) => consents)
  );
}

/**
 * Starts or stops recording, as the call says. A start is written down before it is done, and a stop after: whoever is let
 * in without consent finds what runs, or what is about to, and stops it. Whoever started it looks again afterwards, should
 * the two have met.
 *
 * @param sure tell Twilio also what was said before: somebody came in, and an earlier attempt may have failed
 */
export async function settleRecording(
  context: RecordingContext,
  conversationSid: ConversationSid,
  held: StoredCall,
  sure = false,
): Promise<StoredCall> {
  const { config, calls, twilio } = context;
  const { id, roomSid, state, recording } = held.value;
  if (!roomSid || state !== 'open') return held;
  const wanted = wantsRecording(held.value, config);
  if (wanted === recording && !(sure && config.VIDEO_RECORD_BY_DEFAULT)) return held;
  const write = async () => {
    const written = await changeCall(
      calls,
      conversationSid,
      (call) =>
        call.id === id && wantsRecording(call, config) === wanted && call.recording !== wanted
          ? { ...call, recording: wanted }
          : call,
      held,
    );
    return written ?? held;
  };
  const isSame = ({ value }: StoredCall) => value.id === id && wantsRecording(value, config) === wanted;
  if (!wanted) {
    await twilio.video.record(roomSid, false);
    const written = await write();
    return written.value.id === id && !isSame(written) ? settleRecording(context, conversationSid, written) : written;
  }
  const written = await write();
  if (!isSame(written)) return written.value.id === id ? settleRecording(context, conversationSid, written) : written;
  await twilio.video.record(roomSid, true);
  const after = (await calls.read(conversationSid)) ?? written;
  if (after.value.id !== id || (isSame(after) && after.value.recording)) return after;
  return settleRecording(context, conversationSid, after, true);
}
