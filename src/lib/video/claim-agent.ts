import type { Agent } from '../auth/flex-token';
import { conflict } from '../http/errors';
import type { ConversationSid } from '../twilio/sids';
import { type AgentCalls, isStuck, type StoredCall } from './video-call';
import type { VideoContext } from './video-context';

export type HeldAgent = Awaited<ReturnType<AgentCalls['read']>>;

const elsewhere = (conversationSid: ConversationSid) =>
  conflict(
    'video_elsewhere',
    `You are in a video call of the conversation ${conversationSid}. End that one, or leave its conversation, first.`,
  );

/**
 * Is this agent free for a call in this conversation? What was claimed elsewhere counts while that call lives and the
 * agent is in its conversation.
 *
 * @throws RequestError 409 video_elsewhere
 */
export async function checkAgentFree(
  { calls, twilio, now }: Pick<VideoContext, 'calls' | 'twilio' | 'now'>,
  agent: Agent,
  conversationSid: ConversationSid,
  held: HeldAgent,
): Promise<void> {
  if (!held || held.value.conversationSid === conversationSid) return;
  const other = held.value.conversationSid;
  const [call, participant] = await Promise.all([
    calls.read(other),
    twilio.conversations.participant(other, agent.identity),
  ]);
  if (!participant || !(await lives(twilio, call, now()))) return;
  throw elsewhere(other);
}

/** Does Twilio know the room of this call as one in progress? One that is just being made counts as such. */
async function lives(
  { video }: Pick<VideoContext['twilio'], 'video'>,
  call: StoredCall | undefined,
  now: number,
): Promise<boolean> {
  if (!call || call.value.state === 'ended') return false;
  if (call.value.state === 'opening') return !isStuck(call.value, now);
  const room = await video.room(call.value.roomSid ?? call.value.roomName);
  return room !== undefined && !room.completed;
}

/**
 * Takes the agent's one call for this conversation. Whoever comes second with another conversation is refused.
 *
 * @param held what was read, and found to be free
 * @returns whether it was this request that took it: only then may it be given back
 * @throws RequestError 409 video_elsewhere
 */
export async function claimAgent(
  { agentCalls }: Pick<VideoContext, 'agentCalls'>,
  { workerSid }: Agent,
  conversationSid: ConversationSid,
  held: HeldAgent,
): Promise<boolean> {
  if (held?.value.conversationSid === conversationSid) return false;
  const value = { conversationSid };
  if (held && (await agentCalls.replace(workerSid, value, held.revision))) return true;
  const stored = await agentCalls.createOrRead(workerSid, value);
  if (stored.value.conversationSid !== conversationSid) throw elsewhere(stored.value.conversationSid);
  return stored.created;
}
