import { defaultSite } from '../../sites/default';
import { readSeal } from '../auth/conversation-seal';
import type { Agent } from '../auth/flex-token';
import { upstreamUnavailable } from '../http/errors';
import { parseObject } from '../json/parse-object';
import type { Conversation, Participant } from '../twilio/conversations';
import type { ConversationSid } from '../twilio/sids';
import type { Room } from '../twilio/video';
import { conversationClosed } from './agent-in-conversation';
import { changeCall } from './change-call';
import { claimAgent, type HeldAgent } from './claim-agent';
import { checkChatOpen, inviteCustomer } from './invite-customer';
import { kindOf, roomIdentity } from './room-identity';
import type { StoredCall, VideoCall } from './video-call';
import type { VideoContext } from './video-context';
import { withdrawInvitation } from './withdraw-invitation';

/** Minutes that an empty room waits for somebody to come back. */
const EMPTY_MINUTES = 5;
/** Twilio's own limit. */
const MAXIMUM_UNUSED_MINUTES = 60;

export interface Opening {
  agent: Agent;
  conversation: Conversation;
  participant: Participant;
  /** The call that was before, and is over. */
  before: StoredCall | undefined;
  heldAgent: HeldAgent;
  /** The agent lets this call be recorded. */
  consents: boolean;
  /** The call that goes on in another room, without those who were removed. */
  goesOn?: Pick<VideoCall, 'root' | 'removed' | 'letIn' | 'stays'> | undefined;
}

/**
 * Makes a call: its document, the agent's claim, the code and the room side by side; then the document learns the room
 * and the conversation the code. What cannot be made whole is taken back, and what cannot be taken back ends by itself:
 * the room when nobody comes, a document that stays `opening` when the next request finds it.
 *
 * @returns undefined when somebody else is just making this conversation's call
 * @throws RequestError 409 video_elsewhere, 410 conversation_closed
 */
export async function openCall(context: VideoContext, opening: Opening): Promise<StoredCall | undefined> {
  const { twilio, codes } = context;
  const { conversation, before, agent } = opening;
  const conversationSid = conversation.sid;
  const call = await newCall(context, opening);
  const code = call.code.text;
  const [stored, claimed, coded, made] = await Promise.allSettled([
    storeNew(context, conversationSid, call, before),
    claimAgent(context, agent, conversationSid, opening.heldAgent),
    codes.createOrRead(code, { conversationSid, callId: call.id }),
    makeRoom(context, conversationSid, call),
    // One that was never finished may have a room all the same.
    before?.value.state === 'opening' ? twilio.video.complete(before.value.roomName) : undefined,
  ]);
  const takeBack = (invited = false) =>
    undoOpening(context, conversationSid, call, {
      invited,
      agent,
      claimed: claimed.status === 'fulfilled' && claimed.value,
      before: opening.goesOn && before?.value,
      codeIsOthers: coded.status === 'fulfilled' && coded.value.value.callId !== call.id,
    });
  const failed = [claimed, stored, coded, made].find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') {
    await takeBack();
    throw failed.reason;
  }
  const room = made.status === 'fulfilled' ? made.value : undefined;
  const codeIsOurs = coded.status === 'fulfilled' && coded.value.value.callId === call.id;
  if (!room || !codeIsOurs) {
    await takeBack();
    throw upstreamUnavailable();
  }
  if (stored.status !== 'fulfilled' || !stored.value) {
    await takeBack();
    return undefined;
  }
  return finishOpening(context, conversationSid, stored.value, room, takeBack);
}

async function newCall(
  { config, keys, now, randomName, randomCode }: VideoContext,
  { agent, conversation, participant, consents, goesOn }: Opening,
): Promise<VideoCall & { code: { text: string; expiresAt: number } }> {
  const seal = await readSeal(keys, conversation);
  const identity = roomIdentity(keys, conversation.sid, 'agent', agent.workerSid);
  const id = randomName();
  return {
    id,
    root: goesOn?.root ?? id,
    state: 'opening',
    openedAt: now(),
    site: seal?.site ?? defaultSite.name,
    locale: seal?.locale ?? defaultSite.locale,
    roomName: `video_${randomName()}`,
    code: { text: randomCode(), expiresAt: now() + config.CODE_TTL * 1000 },
    calling: publicProfile(participant),
    agents: { [identity]: agent.workerSid },
    letIn: { ...(goesOn && movingOver(goesOn)), [identity]: { consents } },
    removed: goesOn?.removed ?? [],
    recording: false,
    stays: goesOn ? asOver(goesOn.stays) : {},
  };
}

/** Who comes over, by session or pass; what they said of recording holds. */
function movingOver({ letIn, removed }: Pick<VideoCall, 'letIn' | 'removed'>): VideoCall['letIn'] {
  const come = ([identity]: [string, unknown]) => kindOf(identity) !== 'agent' && !removed.includes(identity);
  return Object.fromEntries(Object.entries(letIn).filter(come));
}

/** The first room has ended; who was in it was in the call, and may say how it was. */
const asOver = (stays: VideoCall['stays']): VideoCall['stays'] =>
  Object.fromEntries(Object.entries(stays).map(([sid, stay]) => [sid, { ...stay, connected: false }]));

/** What /webhook put there when the agent came in. */
function publicProfile({ attributes }: Participant): VideoCall['calling'] {
  const { name, avatar } = (parseObject(attributes).public ?? {}) as Record<string, unknown>;
  return { ...(typeof name === 'string' && { name }), ...(typeof avatar === 'string' && { avatar }) };
}

/** Undefined: somebody else makes one. */
async function storeNew(
  { calls }: VideoContext,
  conversationSid: ConversationSid,
  call: VideoCall,
  before: StoredCall | undefined,
): Promise<StoredCall | undefined> {
  const written = before
    ? await calls.replace(conversationSid, call, before.revision)
    : await calls.createOrRead(conversationSid, call);
  // A lost answer and its repeat look like somebody else: the id says who it was.
  const stored = written ?? (await calls.read(conversationSid));
  return stored?.value.id === call.id ? stored : undefined;
}

function makeRoom({ config, twilio }: VideoContext, conversationSid: ConversationSid, { roomName }: VideoCall) {
  return twilio.video.create({
    uniqueName: roomName,
    maxParticipants: config.VIDEO_MAX_PARTICIPANTS,
    maxParticipantDuration: config.VIDEO_MAX_MINUTES * 60,
    emptyRoomTimeout: EMPTY_MINUTES,
    unusedRoomTimeout: Math.min(MAXIMUM_UNUSED_MINUTES, Math.ceil(config.CODE_TTL / 60)),
    // Its signature covers the query: whose room this is need not be looked up.
    statusCallback: `https://${config.DOMAIN_NAME}/webhook?conversationSid=${conversationSid}`,
  });
}

async function finishOpening(
  context: VideoContext,
  conversationSid: ConversationSid,
  held: StoredCall,
  room: Room,
  takeBack: (invited: boolean) => Promise<void>,
): Promise<StoredCall> {
  const { id } = held.value;
  const open = (call: VideoCall): VideoCall =>
    call.id === id && call.state === 'opening' ? { ...call, state: 'open', roomSid: room.sid } : call;
  const [opened, invited] = await Promise.allSettled([
    changeCall(context.calls, conversationSid, open, held),
    held.value.removed.length > 0
      ? checkChatOpen(context, conversationSid)
      : inviteCustomer(context, conversationSid, held.value),
  ]);
  // The answer may be lost of what was said all the same.
  const saidPerhaps = held.value.removed.length === 0;
  if (opened.status === 'rejected') {
    await takeBack(saidPerhaps);
    throw opened.reason;
  }
  // The chat has ended meanwhile.
  if (opened.value?.value.id !== id || opened.value.value.state !== 'open') {
    await takeBack(saidPerhaps);
    throw conversationClosed();
  }
  if (invited.status === 'rejected') {
    // The call stays, but for a chat that is over: who asks again finds that nobody was invited, and invites.
    if ((invited.reason as { code?: unknown }).code === 'conversation_closed') await takeBack(false);
    throw invited.reason;
  }
  return opened.value;
}

interface Undoing {
  agent: Agent;
  claimed: boolean;
  /** Is there an invitation in the chat? */
  invited: boolean;
  /** The call that was to go on: it says who must not come in, and stays. */
  before: VideoCall | undefined;
  codeIsOthers: boolean;
}

async function undoOpening(
  { undo, note }: VideoContext,
  conversationSid: ConversationSid,
  call: VideoCall & { code: { text: string } },
  { agent, claimed, invited, before, codeIsOthers }: Undoing,
): Promise<void> {
  const removeOurs = async () => {
    const stored = await undo.calls.read(conversationSid);
    if (stored?.value.id !== call.id) return;
    if (before) await undo.calls.replace(conversationSid, before, stored.revision);
    else await undo.calls.remove(conversationSid);
  };
  const undone = await Promise.allSettled([
    undo.video.complete(call.roomName),
    codeIsOthers ? undefined : undo.codes.remove(call.code.text),
    removeOurs(),
    claimed ? undo.agentCalls.remove(agent.workerSid) : undefined,
    invited ? withdrawInvitation({ twilio: undo, note }, conversationSid, call.id) : undefined,
  ]);
  for (const step of undone) {
    if (step.status === 'rejected') note({ problem: `Not taken back: ${(step.reason as Error).message}` });
  }
}
