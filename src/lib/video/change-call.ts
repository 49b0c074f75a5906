import { upstreamUnavailable } from '../http/errors';
import type { ConversationSid } from '../twilio/sids';
import type { StoredCall, VideoCall, VideoCalls } from './video-call';

const TRIES = 6;

/**
 * Changes a call against its revision: what others write at the same time stays.
 *
 * @param change the call as it shall be; the same object when nothing is to be changed. May be asked more than once
 * @param held what was read a moment ago
 * @returns the call as it stands; undefined when there is none
 */
export async function changeCall(
  calls: VideoCalls,
  conversationSid: ConversationSid,
  change: (call: VideoCall) => VideoCall,
  held?: StoredCall,
): Promise<StoredCall | undefined> {
  let stored = held ?? (await calls.read(conversationSid));
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (!stored) return undefined;
    const wanted = change(stored.value);
    if (wanted === stored.value) return stored;
    const written = await calls.replace(conversationSid, wanted, stored.revision);
    if (written) return { ...written, value: wanted };
    stored = await calls.read(conversationSid);
  }
  throw upstreamUnavailable();
}
