import { parseObject } from '../json/parse-object';
import type { ConversationSid } from '../twilio/sids';
import { invitationIn, LATEST_MESSAGES } from './invite-customer';
import type { VideoContext } from './video-context';

/**
 * The invitation to this call lets nobody in any more: pages that show a button for it show none. Said in the attributes
 * of its message, for those who come later as well; twice is fine. What fails is noted: its code has run out some day.
 *
 * @param callId of the call that it is an invitation to
 */
export async function withdrawInvitation(
  { twilio, note }: Pick<VideoContext, 'note'> & { twilio: Pick<VideoContext['twilio'], 'messages'> },
  conversationSid: ConversationSid,
  callId: string,
): Promise<void> {
  try {
    const latest = await twilio.messages.last(conversationSid, LATEST_MESSAGES);
    // Several, where two agents have invited at once.
    await Promise.all(
      latest.map(async (message) => {
        const video = invitationIn(message);
        if (video?.callId !== callId || video.over) return;
        const flexHandoff = { video: { ...video, over: true } };
        const attributes = JSON.stringify({ ...parseObject(message.attributes), flexHandoff });
        await twilio.messages.setAttributes(conversationSid, message.sid, attributes);
      }),
    );
  } catch (error) {
    note({ problem: `The invitation still looks good: ${(error as Error).message}` });
  }
}
