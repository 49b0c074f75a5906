import * as v from 'valibot';
import type { Agent } from '../auth/flex-token';
import { forbidden, gone, RequestError } from '../http/errors';
import { ConversationSid } from '../twilio/sids';
import { checkAgentIn } from './agent-in-conversation';
import { changeCall } from './change-call';
import { callForAgent } from './complete-room';
import { endCall } from './end-call';
import { openCall } from './open-call';
import { settleRecording } from './recording';
import { kindOf } from './room-identity';
import { presentIn, type StoredCall, type VideoCall } from './video-call';
import type { VideoContext } from './video-context';
import { answerAgent, type VideoRoomAnswer, videoRoom } from './video-room';
import { withdrawInvitation } from './withdraw-invitation';

export const RemovePersonInput = v.strictObject({
  flexToken: v.pipe(v.string(), v.maxLength(8192)),
  conversationSid: ConversationSid,
  /** In the room. */
  identity: v.pipe(v.string(), v.maxLength(128)),
  /** Ends this room, and opens another without them. */
  forGood: v.optional(v.boolean(), false),
});

export type RemovePersonInput = v.InferOutput<typeof RemovePersonInput>;

/**
 * Puts somebody out of the room. They get no token any more, and whoever comes back with one they hold is put out again;
 * the code that they may know is withdrawn. Until they are, they are in: only another room keeps them out for good.
 *
 * @returns with `forGood`, the way into the other room, as /video-room gives it
 * @throws RequestError 403 not_in_conversation, 403 agents_stay, 404 person_unknown, 410 video_ended
 */
export async function removePerson(
  context: VideoContext,
  agent: Agent,
  { conversationSid, identity, forGood }: RemovePersonInput,
): Promise<{ state: 'removed' } | ({ state: 'removed' } & VideoRoomAnswer)> {
  const held = await callForAgent(context, agent, conversationSid);
  if (held && forGood && wasRemovedBefore(held.value, identity)) return goOn(context, agent, conversationSid, held);
  if (held?.value.state !== 'open') throw gone('video_ended', 'This call is over.');
  if (kindOf(identity) === 'agent') throw forbidden('agents_stay', 'Nobody can put an agent out of a call.');
  if (!held.value.letIn[identity]) throw new RequestError(404, 'person_unknown', 'Nobody of this identity was let in.');
  const { id, roomSid } = held.value;
  const away = await guestsAway(context, held.value);
  const removed = [identity, ...away.filter((one) => one !== identity)];
  const movesAt = forGood ? context.now() : undefined;
  const stored = await changeCall(context.calls, conversationSid, without(id, removed, movesAt), held);
  if (stored?.value.id !== id || stored.value.state !== 'open') throw gone('video_ended', 'This call is over.');
  const withdrawn = held.value.code && withdrawInvitation(context, conversationSid, id);
  // Nothing goes on after an answer, not even after a refusal.
  if (forGood) return moveWithout(context, agent, conversationSid, stored).finally(() => withdrawn);
  await Promise.all([roomSid && context.twilio.video.disconnect(roomSid, identity), withdrawn]);
  await settleRecording(context, conversationSid, stored);
  return { state: 'removed' };
}

/**
 * Who came by a code and is not in the room. The code may have given whoever is removed several of these identities, for
 * later: they are withdrawn with it. Twilio is asked where the callbacks so far leave a doubt.
 */
async function guestsAway({ twilio }: VideoContext, call: VideoCall): Promise<string[]> {
  const away = (present: string[]) =>
    Object.keys(call.letIn).filter((one) => kindOf(one) === 'guest' && !present.includes(one));
  const perhaps = away([...presentIn(call), ...call.removed]);
  if (perhaps.length === 0 || !call.roomSid) return perhaps;
  const inside = (await twilio.video.participants(call.roomSid)).map(({ identity }) => identity);
  return perhaps.filter((one) => !inside.includes(one));
}

function without(id: string, identities: string[], movesAt: number | undefined): (call: VideoCall) => VideoCall {
  return (call) => {
    if (call.id !== id || call.state !== 'open') return call;
    if (identities.every((one) => call.removed.includes(one)) && movesAt === undefined) return call;
    const { code: _, ...others } = call;
    const removed = [...new Set([...call.removed, ...identities])];
    return { ...others, removed, ...(movesAt !== undefined && { movesAt }) };
  };
}

/** Was the move begun that this removal asks for, or is it done? */
const wasRemovedBefore = ({ state, removed, letIn, movesAt }: VideoCall, identity: string): boolean =>
  removed.includes(identity) && (state === 'ended' ? movesAt !== undefined : !letIn[identity]);

async function goOn(
  context: VideoContext,
  agent: Agent,
  conversationSid: ConversationSid,
  { value }: StoredCall,
): Promise<{ state: 'removed' } & VideoRoomAnswer> {
  const consent = consentOf(value, agent);
  return { state: 'removed', ...(await videoRoom(context, agent, { conversationSid, consent })) };
}

const consentOf = ({ agents, letIn }: VideoCall, { workerSid }: Agent): boolean =>
  Object.entries(agents).some(([identity, worker]) => worker === workerSid && letIn[identity]?.consents);

async function moveWithout(
  context: VideoContext,
  agent: Agent,
  conversationSid: ConversationSid,
  held: StoredCall,
): Promise<{ state: 'removed' } & VideoRoomAnswer> {
  const { twilio, agentCalls } = context;
  const [before, found, membership, heldAgent] = await Promise.all([
    endCall(context, conversationSid, held),
    twilio.conversations.fetch(conversationSid),
    twilio.conversations.participant(conversationSid, agent.identity),
    agentCalls.read(agent.workerSid),
  ]);
  const { conversation, participant } = checkAgentIn(found, membership);
  const consents = consentOf(held.value, agent);
  const opened = await openCall(context, {
    agent,
    conversation,
    participant,
    before,
    heldAgent,
    consents,
    goesOn: held.value,
  });
  if (!opened) throw new RequestError(503, 'video_opening', 'Another call is just being made. Ask /video-room.', true);
  return { state: 'removed', ...(await answerAgent(context, agent, conversationSid, opened.value)) };
}
