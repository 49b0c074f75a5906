import * as v from 'valibot';
import { forbidden } from '../http/errors';
import { ConversationSid, RoomSid } from '../twilio/sids';
import { changeCall } from './change-call';
import { ended } from './end-call';
import { settleRecording } from './recording';
import type { Stay, VideoCall } from './video-call';
import type { VideoContext } from './video-context';
import { withdrawInvitation } from './withdraw-invitation';

/** https://www.twilio.com/docs/video/api/status-callbacks; `conversationSid` stands in the address that we gave. */
export const VideoEvent = v.looseObject({
  StatusCallbackEvent: v.string(),
  AccountSid: v.string(),
  RoomSid,
  RoomName: v.string(),
  ParticipantSid: v.optional(v.string()),
  ParticipantIdentity: v.optional(v.string()),
  conversationSid: ConversationSid,
});

export type VideoEvent = v.InferOutput<typeof VideoEvent>;

const STAY_EVENTS: Readonly<Record<string, boolean>> = {
  'participant-connected': true,
  'participant-disconnected': false,
};
/** Stays that are over and remembered, so that a late callback about one changes nothing. */
const OLD_STAYS = 60;

/**
 * What a status callback says is written down, in whatever order callbacks come, and however often. No number is needed
 * to tell the order, and Twilio's `SequenceNumber` does not tell it: a stay that has ended does not begin again, nor does
 * a room.
 *
 * @returns false for events that say nothing about the call
 * @throws RequestError 403 foreign_event
 */
export async function handleVideoEvent(context: VideoContext, event: VideoEvent): Promise<{ handled: boolean }> {
  const { conversationSid, RoomSid: roomSid, ParticipantSid: participantSid, StatusCallbackEvent: type } = event;
  if (event.AccountSid !== context.config.ACCOUNT_SID) {
    throw forbidden('foreign_event', 'This event comes from another account.');
  }
  const connected = STAY_EVENTS[type];
  if (connected === undefined && type !== 'room-ended') return { handled: false };
  let endsNow = false;
  const stored = await changeCall(context.calls, conversationSid, (call) => {
    const lives = call.roomName === event.RoomName && call.state !== 'ended';
    // Asked again, it may find what it has written itself.
    endsNow ||= lives && connected === undefined;
    if (!lives) return call;
    if (connected === undefined) return ended(call);
    return withStay(call, participantSid, { identity: event.ParticipantIdentity ?? '', connected });
  });
  if (stored?.value.roomName !== event.RoomName) return { handled: false };
  const stay = participantSid === undefined ? undefined : stored.value.stays[participantSid];
  if (stay?.connected && stored.value.removed.includes(stay.identity)) {
    await context.twilio.video.disconnect(roomSid, participantSid ?? stay.identity);
  }
  await settleRecording(context, conversationSid, stored, stay?.connected);
  if (endsNow) await withdrawInvitation(context, conversationSid, stored.value.id);
  return { handled: true };
}

function withStay(call: VideoCall, participantSid: string | undefined, stay: Stay): VideoCall {
  const known = participantSid === undefined ? undefined : call.stays[participantSid];
  if (participantSid === undefined || known?.connected === stay.connected || known?.connected === false) return call;
  const { [participantSid]: _, ...others } = call.stays;
  const over = Object.entries(others).filter(([, { connected }]) => !connected);
  const forgotten = over.slice(0, Math.max(0, over.length - OLD_STAYS)).map(([sid]) => sid);
  const kept = Object.entries(others).filter(([sid]) => !forgotten.includes(sid));
  return { ...call, stays: { ...Object.fromEntries(kept), [participantSid]: stay } };
}
