import type { Reservation } from 'twilio-taskrouter';

export interface InteractionRef {
  interactionSid: string;
  channelSid: string;
  inviteSid: string;
}

/** A reservation of this agent, as the page shows it. */
export interface AgentTask {
  reservationSid: string;
  taskSid: string;
  status: 'pending' | 'accepted' | 'wrapping';
  customerName: string;
  topic: string;
  language: string;
  verified: boolean;
  queueName: string;
  conversationSid: string | undefined;
  /** Undefined: the task belongs to no Interaction. */
  interaction: InteractionRef | undefined;
  /** What the customer typed before, and the other attributes worth showing. */
  facts: [name: string, value: string][];
  waitingSince: Date;
  offeredUntil: Date;
}

/** Reads what the attributes promise and expects nothing of them. */
export function agentTask(reservation: Reservation): AgentTask | undefined {
  const { status, task } = reservation;
  if (status !== 'pending' && status !== 'accepted' && status !== 'wrapping') return undefined;
  const attributes = task.attributes as Record<string, unknown>;
  return {
    reservationSid: reservation.sid,
    taskSid: task.sid,
    status,
    customerName: text(attributes.customerName) || text(attributes.name) || text(attributes.from) || 'Customer',
    topic: text(attributes.topic),
    language: text(attributes.language),
    verified: attributes.verified === true,
    queueName: task.queueName,
    conversationSid: text(attributes.conversationSid) || undefined,
    interaction: interactionRef(attributes),
    facts: facts(attributes),
    waitingSince: task.dateCreated,
    offeredUntil: new Date(reservation.dateCreated.getTime() + reservation.timeout * 1000),
  };
}

function interactionRef(attributes: Record<string, unknown>): InteractionRef | undefined {
  const interactionSid = text(attributes.flexInteractionSid);
  const channelSid = text(attributes.flexInteractionChannelSid);
  const inviteSid = text(attributes.flexChannelInviteSid);
  return interactionSid && channelSid ? { interactionSid, channelSid, inviteSid } : undefined;
}

function facts(attributes: Record<string, unknown>): [string, string][] {
  const { typed, site, messageLeft } = attributes;
  const listed: [string, unknown][] = [['Site', site]];
  if (messageLeft === true) listed.push(['Left a message', 'does not wait']);
  if (typeof typed === 'object' && typed !== null) listed.push(...Object.entries(typed));
  return listed
    .map(([name, value]): [string, string] => [name, typeof value === 'object' ? JSON.stringify(value) : text(value)])
    .filter(([, value]) => value !== '');
}

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
