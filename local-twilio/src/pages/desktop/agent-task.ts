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
  /** CA… of a call that waits, or that this agent has; undefined: a chat. */
  callSid: string | undefined;
  waitingSince: Date;
  /** When the agent accepted, or was asked. */
  reservedAt: Date;
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
    callSid: interaction ? undefined : text(attributes.call_sid) || undefined,
    waitingSince: task.dateCreated,
    reservedAt: reservation.dateCreated,
    offeredUntil: new Date(reservation.dateCreated.getTime() + offerMilliseconds),
    offerMilliseconds,
  };
}

function interactionRef(attributes: Record<string, unknown>, taskSid: string): InteractionRef | undefined {
  const interactionSid = text(attributes.flexInteractionSid);
  const channelSid = text(attributes.flexInteractionChannelSid);
  const inviteSid = text(attributes.flexChannelInviteSid);
  return interactionSid && channelSid ? { interactionSid, channelSid, inviteSid, taskSid } : undefined;
}
