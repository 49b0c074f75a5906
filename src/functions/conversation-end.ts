import * as v from 'valibot';
import { actingCustomer, conversationMeant } from '../lib/auth/acting-customer';
import { byServer } from '../lib/auth/server-signature';
import { bySession } from '../lib/auth/session';
import { endingVideo } from '../lib/ending-video';
import { closeChat } from '../lib/handoff/close-chat';
import { handoffRecords } from '../lib/handoff/handoff-record';
import { defineFunction } from '../lib/http/define-function';
import { ConversationSid } from '../lib/twilio/sids';
import { videoContext } from '../lib/video/video-context';

/** The customer ends the chat. Ending twice is not an error. */
export const handler = defineFunction({
  allow: [bySession, byServer],
  input: v.strictObject({
    session: v.optional(v.pipe(v.string(), v.maxLength(4096))),
    conversationSid: v.optional(ConversationSid),
  }),
  run: async (run) => {
    const { input, caller, keys, twilio, now, note } = run;
    const conversationSid = conversationMeant(caller, input.conversationSid);
    note({ conversationSid });
    if (caller.kind === 'server') await actingCustomer(keys, caller, await twilio.conversations.fetch(conversationSid));
    const conversations = endingVideo(twilio.conversations, videoContext(run));
    await closeChat(
      { twilio: { ...twilio, conversations }, records: handoffRecords(twilio.sync, now) },
      conversationSid,
    );
    return { state: 'closed' };
  },
});
