import { byCode, type JoinProof } from '../lib/auth/join-code';
import { bySession } from '../lib/auth/session';
import { RateChatInput, rateChat } from '../lib/customer/rate-chat';
import { TaskSearchTurns } from '../lib/customer/task-search-turns';
import { defineFunction } from '../lib/http/define-function';
import { unauthorized } from '../lib/http/errors';

/** The customer says how it was, the chat or a call from it; the agent's task keeps it. */
export const handler = defineFunction({
  allow: [bySession, byCode],
  input: RateChatInput,
  run: ({ input, caller, twilio, now, note }) => {
    const { conversationSid } = caller.kind === 'session' ? caller.session : passOf(caller.proof);
    note({ conversationSid });
    const turns = new TaskSearchTurns(twilio.sync, now);
    return rateChat({ tasks: twilio.tasks, turns }, conversationSid, input);
  },
});

/** A code alone says of nobody that they were in the call. */
function passOf(proof: JoinProof) {
  if ('pass' in proof) return proof.pass;
  throw unauthorized('pass_required', 'Send the `session` of the chat, or the `pass` that /video-token gave you.');
}
