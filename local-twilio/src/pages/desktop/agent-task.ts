import type { Reservation } from 'twilio-taskrouter';
import { type CustomerFacts, customerFacts, text } from './customer-facts';

export interface InteractionRef {
  interactionSid: string;
  channelSid: string;
  inviteSid: string;
  /** Of the same agent there may be two: the chat has come back while the first task wraps up. */
  taskSid: string;
}

/** A reservation of this agent, as the page shows it. */
export interface AgentTask {
  reservationSid: string;
  taskSid: string;
  status: 'pending' | 'accepted' | 'wrapping';
  customer: CustomerFacts;
  queueName: string;
  conversationSid: string | undefined;
  /** Undefined: the task belongs to no Interaction. */
  interaction: InteractionRef | undefined;
  /** `callback`: nobody is on the line, and the agent is to call. */
  kind: 'chat' | 'call' | 'callback';
  /** A bot has told why it hands over: /handoff-note has all of it. */
  hasNote: boolean;
  /** Of a callback. */
  numberToCall: string;
  waitingSince: Date;
  /** When the agent was asked. */
  reservedAt: Date;
  /** When the agent accepted; undefined when that is not known: before, and after the talk. */
  takenAt: Date | undefined;
  offeredUntil: Date;
  /** How long the offer stands altogether. */
  offerMilliseconds: number;
}

/** Reads what the attributes promise and expects nothing of them. */
export function agentTask(reservation: Reservation): AgentTask | undefined {
  const { status, task } = reservation;
  if (status !== 'pending' && status !== 'accepted' && status !== 'wrapping') return undefined;
  const attributes = task.attributes as Record<string, unknown>;
  const interaction = interactionRef(attributes, task.sid);
  const offerMilliseconds = reservation.timeout * 1000;
  return {
    reservationSid: reservation.sid,
    taskSid: task.sid,
    status,
    customer: customerFacts(attributes),
    queueName: task.queueName,
    conversationSid: text(attributes.conversationSid) || undefined,
    interaction,
    hasNote: text(attributes.reasonCode) !== '',
    ...(interaction ? CHAT : kindOf(attributes)),
    waitingSince: task.dateCreated,
    reservedAt: reservation.dateCreated,
    takenAt: status === 'accepted' ? reservation.dateUpdated : undefined,
    offeredUntil: new Date(reservation.dateCreated.getTime() + offerMilliseconds),
    offerMilliseconds,
  };
}

const CHAT = { kind: 'chat', numberToCall: '' } as const;

/** What Twilio says of a call that is queued, and what https://github.com/twilio-professional-services/flex-project-template says of a callback. */
function kindOf(attributes: Record<string, unknown>): Pick<AgentTask, 'kind' | 'numberToCall'> {
  const { taskType, callBackData, call_sid } = attributes;
  if (taskType !== 'callback') return call_sid ? { kind: 'call', numberToCall: '' } : CHAT;
  const data = callBackData !== null && typeof callBackData === 'object' ? callBackData : {};
  return { kind: 'callback', numberToCall: 'numberToCall' in data ? text(data.numberToCall) : '' };
}

function interactionRef(attributes: Record<string, unknown>, taskSid: string): InteractionRef | undefined {
  const interactionSid = text(attributes.flexInteractionSid);
  const channelSid = text(attributes.flexInteractionChannelSid);
  const inviteSid = text(attributes.flexChannelInviteSid);
  return interactionSid && channelSid ? { interactionSid, channelSid, inviteSid, taskSid } : undefined;
}
