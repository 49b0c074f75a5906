import { byCode, type JoinProof } from '../lib/auth/join-code';
import { bySession } from '../lib/auth/session';
import { RateChatInput, rateChat } from '../lib/customer/rate-chat';
import { TaskSearchTurns } from '../lib/customer/task-search-turns';
import { defineFunction } from '../lib/http/define-function';
import { unauthorized } from '../lib/http/errors';
import { videoCalls } from '../lib/video/video-call';
import { checkWasInCall } from '../lib/video/was-in-call';

/** The customer says how it was, the chat or a call from it; the agent's task keeps it. */
export const handler = defineFunction({
  allow: [bySession, byCode],
  input: RateChatInput,
  run: async ({ input, caller, twilio, config, now, note }) => {
    const from = caller.kind === 'session' ? caller.session : passOf(caller.proof);
    const { conversationSid } = from;
    note({ conversationSid });
    if ('root' in from) {
      await checkWasInCall({ calls: videoCalls(twilio.sync, config, now), video: twilio.video }, from);
    }
    const turns = new TaskSearchTurns(twilio.sync, now);
    return rateChat({ tasks: twilio.tasks, turns }, conversationSid, input);
  },
});

/** A code alone says of nobody that they were in the call. */
function passOf(proof: JoinProof) {
  if ('pass' in proof) return proof.pass;
  throw unauthorized('pass_required', 'Send the `session` of the chat, or the `pass` that /video-token gave you.');
}
