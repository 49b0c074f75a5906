import { findSite } from '../../sites/sites';
import type { Agent } from '../auth/flex-token';
import { codeUnknown, type JoinProof, readJoinCode } from '../auth/join-code';
import type { Session } from '../auth/session';
import { signVideoPass, type VideoPass } from '../auth/video-pass';
import { badRequest, forbidden, gone, RequestError } from '../http/errors';
import type { ConversationSid } from '../twilio/sids';
import { checkAgentIn, conversationClosed, notInConversation } from './agent-in-conversation';
import { checkAgentFree, claimAgent } from './claim-agent';
import { GuessCeiling } from './guess-ceiling';
import { roomIdentity } from './room-identity';
import { callSeconds, isMoving, type StoredCall, type VideoCall } from './video-call';
import type { VideoContext } from './video-context';

export type VideoTokenCaller =
  | { kind: 'session'; session: Session }
  | { kind: 'code'; proof: JoinProof }
  | { kind: 'agent'; agent: Agent };

/** Somebody at the door: for which call, and as whom. */
export interface Visitor {
  conversationSid: ConversationSid;
  held: StoredCall;
  identity: string;
  pass?: string;
  /** Of who came by a code: the one that they showed. */
  code?: string;
}

/** What is asked, apart from who asks. */
interface Wish {
  code?: string | undefined;
  pass?: string | undefined;
  conversationSid?: ConversationSid | undefined;
}

/**
 * Who is at the door? The way in is looked at; whether the call is open, `checkOpen` says.
 *
 * @returns undefined for the customer of a chat without a call
 * @throws RequestError as of videoToken
 */
export function visitorOf(context: VideoContext, caller: VideoTokenCaller, input: Wish): Promise<Visitor | undefined> {
  switch (caller.kind) {
    case 'agent':
      return agentVisits(context, caller.agent, input.conversationSid);
    case 'session':
      return customerVisits(context, caller.session, input.code);
    case 'code':
      return 'pass' in caller.proof
        ? passVisits(context, caller.proof.pass, input.pass)
        : codeVisits(context, caller.proof.code);
  }
}

async function agentVisits(
  context: VideoContext,
  agent: Agent,
  conversationSid: ConversationSid | undefined,
): Promise<Visitor> {
  if (!conversationSid) throw badRequest('conversation_required', 'Name the chat by its `conversationSid`.');
  const { twilio, calls, agentCalls, keys } = context;
  const [conversation, participant, held, heldAgent] = await Promise.all([
    twilio.conversations.fetch(conversationSid),
    twilio.conversations.participant(conversationSid, agent.identity),
    calls.read(conversationSid),
    agentCalls.read(agent.workerSid),
  ]);
  // A supervisor looks after calls without being in their chats, and is not kept in one of them.
  if (participant || !agent.supervises) {
    checkAgentIn(conversation, participant);
    await checkAgentFree(context, agent, conversationSid, heldAgent);
  }
  if (!held) throw videoEnded();
  if (participant) await claimAgent(context, agent, conversationSid, heldAgent);
  return { conversationSid, held, identity: roomIdentity(keys, conversationSid, 'agent', agent.workerSid) };
}

async function customerVisits(
  { twilio, calls, keys, now }: VideoContext,
  { conversationSid, identity: who, site }: Session,
  code: string | undefined,
): Promise<Visitor | undefined> {
  const shown = findSite(site)?.videoNeeds === 'code' ? (readJoinCode(code ?? '') ?? 'none') : undefined;
  const ceiling = new GuessCeiling({ sync: twilio.sync, now });
  const [conversation, participant, held, closed] = await Promise.all([
    twilio.conversations.fetch(conversationSid),
    twilio.conversations.participant(conversationSid, who),
    calls.read(conversationSid),
    shown && shown !== 'none' ? ceiling.closed() : undefined,
  ]);
  if (!conversation || conversation.closed) throw conversationClosed();
  if (!participant) throw notInConversation();
  if (!held || held.value.state === 'opening') return undefined;
  const identity = roomIdentity(keys, conversationSid, 'customer', who);
  // Who was let in has shown it, and need not show one that was withdrawn for somebody else.
  if (shown && !held.value.letIn[identity]) {
    if (closed) throw closed;
    const { code: good } = held.value;
    if (shown !== 'none' && shown !== good?.text) await ceiling.count();
    if (shown !== good?.text || good.expiresAt <= now()) {
      throw forbidden('code_needed', 'This site asks for the code of the call as well. Send it as `code`.');
    }
  }
  return { conversationSid, held, identity };
}

async function codeVisits(context: VideoContext, code: string): Promise<Visitor> {
  const { twilio, codes, calls, keys, config, now, randomName } = context;
  const ceiling = new GuessCeiling({ sync: twilio.sync, now });
  const [target] = await Promise.all([codes.read(code), ceiling.check()]);
  const held = target && (await calls.read(target.value.conversationSid));
  const good = held && held.value.id === target.value.callId && held.value.code?.text === code;
  if (!good) {
    // One of ours that is over is not a guess.
    if (!target) await ceiling.count();
    throw held && held.value.state === 'ended' ? videoEnded() : codeUnknown();
  }
  if (held.value.code && held.value.code.expiresAt <= now()) throw codeUnknown();
  if (findSite(held.value.site)?.videoNeeds === 'session') {
    throw forbidden('session_needed', 'This site takes its chat alone as the way in. Join from the chat.');
  }
  const { conversationSid } = target.value;
  const identity = roomIdentity(keys, conversationSid, 'guest', randomName());
  const person: VideoPass = { identity, conversationSid, root: held.value.root, code };
  const pass = await signVideoPass(keys, person, callSeconds(config), now());
  return { conversationSid, held, identity, pass, code };
}

async function passVisits(
  { calls }: VideoContext,
  { identity, conversationSid, root, code }: VideoPass,
  pass: string | undefined,
): Promise<Visitor> {
  const held = await calls.read(conversationSid);
  if (held?.value.root !== root) throw videoEnded();
  return { conversationSid, held, identity, code, ...(pass && { pass }) };
}

export const videoEnded = () => gone('video_ended', 'This call is over.');

/** Between an agent's click and the room. */
const notThereYet = () =>
  new RequestError(503, 'video_opening', 'This call is just being made. Send the same request again.', true);

/** @throws RequestError 403 removed, 410 video_ended, 503 video_opening */
export function checkOpen(call: VideoCall, identity: string, now: number): void {
  const { state, removed } = call;
  if (removed.includes(identity)) throw forbidden('removed', 'You were removed from this call.');
  if (isMoving(call, now)) throw notThereYet();
  if (state === 'ended') throw videoEnded();
  if (state === 'opening') throw notThereYet();
}
