import * as v from 'valibot';
import type { Agent } from '../auth/flex-token';
import { ConversationSid } from '../twilio/sids';
import { changeCall } from './change-call';
import { callForAgent } from './complete-room';
import { ended } from './end-call';
import { mayFinishTask } from './may-finish-task';
import { kindOf, type PersonKind, roomIdentity } from './room-identity';
import type { VideoContext } from './video-context';
import { withdrawInvitation } from './withdraw-invitation';

export const VideoStateInput = v.strictObject({
  flexToken: v.pipe(v.string(), v.maxLength(8192)),
  conversationSid: ConversationSid,
});

export interface VideoStateAnswer {
  state: 'none' | 'opening' | 'open' | 'ended';
  /** The asking agent's, in the room. */
  identity: string;
  /** Who is in the room at this moment. */
  people: { identity: string; kind: PersonKind; consents: boolean }[];
  recording: boolean;
  /** Calls are recorded, once everybody consents: the agent is asked before the call. */
  records: boolean;
  mayFinishTask: boolean;
}

/**
 * Where the call of a conversation stands. Who is in the room is asked of Twilio itself: a status callback that never
 * came must not keep an agent from finishing a task.
 *
 * @throws RequestError 403 not_in_conversation
 */
export async function videoState(
  context: VideoContext,
  agent: Agent,
  conversationSid: ConversationSid,
): Promise<VideoStateAnswer> {
  const { config, twilio, keys, calls } = context;
  const held = await callForAgent(context, agent, conversationSid);
  const identity = roomIdentity(keys, conversationSid, 'agent', agent.workerSid);
  const roomSid = held?.value.state === 'open' ? held.value.roomSid : undefined;
  const [room, inside] = roomSid
    ? await Promise.all([twilio.video.room(roomSid), twilio.video.participants(roomSid)])
    : [undefined, []];
  const id = held?.value.id;
  const { removed = [] } = held?.value ?? {};
  // A callback that never came must not leave somebody in, either.
  const back = inside.filter((participant) => removed.includes(participant.identity));
  if (roomSid) await Promise.all(back.map((participant) => twilio.video.disconnect(roomSid, participant.identity)));
  const over = roomSid !== undefined && (room === undefined || room.completed);
  const stored = over
    ? await changeCall(calls, conversationSid, (call) => (call.id === id ? ended(call) : call), held)
    : held;
  if (over && id) await withdrawInvitation(context, conversationSid, id);
  const present = over ? [] : [...new Set(inside.map((participant) => participant.identity))];
  return {
    state: stored?.value.state ?? 'none',
    identity,
    people: present.map((one) => ({
      identity: one,
      kind: kindOf(one),
      consents: stored?.value.letIn[one]?.consents ?? false,
    })),
    recording: stored?.value.recording ?? false,
    records: config.VIDEO_RECORD_BY_DEFAULT,
    mayFinishTask: mayFinishTask(stored?.value, identity, present),
  };
}
