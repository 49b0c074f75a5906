import * as v from 'valibot';
import type { Agent } from '../auth/flex-token';
import { ConversationSid } from '../twilio/sids';
import { notInConversation } from './agent-in-conversation';
import { endCall } from './end-call';
import { roomIdentity } from './room-identity';
import type { StoredCall } from './video-call';
import type { VideoContext } from './video-context';
import { withdrawInvitation } from './withdraw-invitation';

export const CompleteRoomInput = v.strictObject({
  flexToken: v.pipe(v.string(), v.maxLength(8192)),
  conversationSid: ConversationSid,
});

/**
 * An agent ends the call for everybody. Twice is fine.
 *
 * @throws RequestError 403 not_in_conversation
 */
export async function completeRoom(
  context: VideoContext,
  agent: Agent,
  conversationSid: ConversationSid,
): Promise<{ status: 'completed'; roomSid?: string }> {
  const held = await callForAgent(context, agent, conversationSid);
  await endCall(context, conversationSid, held);
  if (held && held.value.state !== 'ended') await withdrawInvitation(context, conversationSid, held.value.id);
  return { status: 'completed', ...(held?.value.roomSid && { roomSid: held.value.roomSid }) };
}

/**
 * The call, for whoever may look after it: an agent in the conversation, one of the call's own (whose chat may be over),
 * or a supervisor.
 *
 * @throws RequestError 403 not_in_conversation
 */
export async function callForAgent(
  { twilio, calls, keys }: VideoContext,
  agent: Agent,
  conversationSid: ConversationSid,
): Promise<StoredCall | undefined> {
  const [participant, held] = await Promise.all([
    twilio.conversations.participant(conversationSid, agent.identity),
    calls.read(conversationSid),
  ]);
  const own = held?.value.agents[roomIdentity(keys, conversationSid, 'agent', agent.workerSid)] === agent.workerSid;
  if (!participant && !own && !agent.supervises) throw notInConversation();
  return held;
}
