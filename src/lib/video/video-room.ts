import * as v from 'valibot';
import type { Agent } from '../auth/flex-token';
import { RequestError, upstreamUnavailable } from '../http/errors';
import { mintVideoToken } from '../twilio/access-token';
import { ConversationSid, TaskSid } from '../twilio/sids';
import { checkAgentIn } from './agent-in-conversation';
import { changeCall } from './change-call';
import { checkAgentFree, claimAgent } from './claim-agent';
import { inviteCustomer, joinUrlOf, LATEST_MESSAGES, wasInvited } from './invite-customer';
import { mayFinishTask } from './may-finish-task';
import { type Opening, openCall } from './open-call';
import { settleRecording } from './recording';
import { roomIdentity } from './room-identity';
import { isStuck, isUnfinishedMove, presentIn, type StoredCall, type VideoCall } from './video-call';
import type { VideoContext } from './video-context';

export const VideoRoomInput = v.strictObject({
  flexToken: v.pipe(v.string(), v.maxLength(8192)),
  conversationSid: ConversationSid,
  /** For the log. */
  taskSid: v.optional(TaskSid),
  /** The agent agrees to be recorded, where calls are. */
  consent: v.optional(v.boolean(), true),
});

export type VideoRoomInput = v.InferOutput<typeof VideoRoomInput>;

/** How an agent gets into a call, and the customer after them. */
export interface VideoRoomAnswer {
  roomSid: string;
  roomName: string;
  token: string;
  tokenExpiresAt: string;
  identity: string;
  code: string;
  /** ISO 8601. */
  codeExpiresAt: string;
  joinUrl: string;
  /** False: the code was not said in the conversation, since somebody was removed. The agent passes it on. */
  invited: boolean;
  /** Calls are recorded, once everybody consents. */
  records: boolean;
  mayFinishTask: boolean;
}

const LOOK_EVERY_MS = 250;
const LOOKS = 8;

/**
 * An agent turns a chat into a call. Asked again it gives the room that lives, and invites again where the code has run
 * out or the invitation was lost; a call that is over is replaced.
 *
 * @throws RequestError 403 not_in_conversation, 404 conversation_unknown, 409 video_elsewhere, 410 conversation_closed,
 *   503 video_opening
 */
export async function videoRoom(
  context: VideoContext,
  agent: Agent,
  { conversationSid, consent }: Pick<VideoRoomInput, 'conversationSid' | 'consent'>,
): Promise<VideoRoomAnswer> {
  const { twilio, calls, agentCalls } = context;
  const [found, membership, held, heldAgent] = await Promise.all([
    twilio.conversations.fetch(conversationSid),
    twilio.conversations.participant(conversationSid, agent.identity),
    calls.read(conversationSid),
    agentCalls.read(agent.workerSid),
  ]);
  const inside = checkAgentIn(found, membership);
  await checkAgentFree(context, agent, conversationSid, heldAgent);
  const opening: Opening = { ...inside, agent, before: undefined, heldAgent, consents: consent };
  const call = await openOrJoin(context, opening, held);
  return answerAgent(context, agent, conversationSid, call.value);
}

async function openOrJoin(context: VideoContext, opening: Opening, read: StoredCall | undefined): Promise<StoredCall> {
  let held = read;
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const state = held?.value.state;
    const stuck = held !== undefined && isStuck(held.value, context.now());
    if (held && state === 'open') {
      const joined = await join(context, opening, held);
      if (joined) return joined;
    }
    if (state !== 'opening' || stuck) {
      const opened = await openCall(context, {
        ...opening,
        before: held,
        goesOn: held && isUnfinishedMove(held.value) ? held.value : undefined,
      });
      if (opened) return opened;
    }
    await context.pause(LOOK_EVERY_MS);
    held = await context.calls.read(opening.conversation.sid);
  }
  throw new RequestError(503, 'video_opening', 'This call is just being made. Send the same request again.', true);
}

/** The call that is there; undefined when its room is over. */
async function join(context: VideoContext, opening: Opening, held: StoredCall): Promise<StoredCall | undefined> {
  const { twilio } = context;
  const conversationSid = opening.conversation.sid;
  const [room, latest] = await Promise.all([
    twilio.video.room(held.value.roomSid ?? held.value.roomName),
    twilio.messages.last(conversationSid, LATEST_MESSAGES),
  ]);
  if (!room || room.completed) return undefined;
  const code = isGood(held.value, context.now()) ? undefined : await newCode(context, conversationSid, held.value.id);
  const identity = roomIdentity(context.keys, conversationSid, 'agent', opening.agent.workerSid);
  const [joined] = await Promise.all([
    changeCall(context.calls, conversationSid, withAgent(context.now(), held.value.id, identity, opening, code), held),
    claimAgent(context, opening.agent, conversationSid, opening.heldAgent),
  ]);
  if (!joined || joined.value.id !== held.value.id || joined.value.state !== 'open') return undefined;
  const [settled] = await Promise.all([
    opening.consents ? joined : settleRecording(context, conversationSid, joined),
    wasInvited(latest, joined.value) ? undefined : inviteCustomer(context, conversationSid, joined.value),
  ]);
  return settled;
}

const isGood = ({ code }: VideoCall, now: number) => code !== undefined && code.expiresAt > now;

async function newCode(
  { codes, config, now, randomCode }: VideoContext,
  conversationSid: ConversationSid,
  callId: string,
): Promise<NonNullable<VideoCall['code']>> {
  const text = randomCode();
  const { value } = await codes.createOrRead(text, { conversationSid, callId });
  // It leads to somebody else's call.
  if (value.callId !== callId) throw upstreamUnavailable();
  return { text, expiresAt: now() + config.CODE_TTL * 1000 };
}

/** @param code in place of one that has run out; of two at once, the first one stays */
function withAgent(
  now: number,
  id: string,
  identity: string,
  { agent, consents }: Opening,
  code: VideoCall['code'],
): (call: VideoCall) => VideoCall {
  return (call) => {
    if (call.id !== id || call.state !== 'open') return call;
    const known = call.agents[identity] === agent.workerSid && call.letIn[identity]?.consents === consents;
    const renewed = code !== undefined && !isGood(call, now);
    if (known && !renewed) return call;
    return {
      ...call,
      ...(renewed && { code }),
      agents: { ...call.agents, [identity]: agent.workerSid },
      letIn: { ...call.letIn, [identity]: { consents } },
    };
  };
}

/** What an agent of a call gets who asks for it. */
export async function answerAgent(
  { config, keys, now }: VideoContext,
  agent: Agent,
  conversationSid: ConversationSid,
  call: VideoCall,
): Promise<VideoRoomAnswer> {
  const identity = roomIdentity(keys, conversationSid, 'agent', agent.workerSid);
  const { roomName, roomSid = '', code, removed } = call;
  const token = await mintVideoToken(config, { identity, room: roomName }, config.VIDEO_MAX_MINUTES * 60, now());
  return {
    roomSid,
    roomName,
    ...token,
    identity,
    code: code?.text ?? '',
    codeExpiresAt: new Date(code?.expiresAt ?? now()).toISOString(),
    joinUrl: joinUrlOf(config, code?.text ?? ''),
    invited: removed.length === 0,
    records: config.VIDEO_RECORD_BY_DEFAULT,
    mayFinishTask: mayFinishTask(call, identity, presentIn(call)),
  };
}
