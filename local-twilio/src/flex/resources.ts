import type { TaskRequest } from '../ports';

export const CHANNEL_TYPES = ['voice', 'sms', 'email', 'web', 'whatsapp', 'chat', 'messenger', 'gbm'];
export const PARTICIPANT_TYPES = ['supervisor', 'customer', 'external', 'agent', 'unknown'];

/** KD… */
export interface Interaction {
  sid: string;
  contextSid: string | null;
  channel: Channel;
}

/** UO… An Interaction has one. */
export interface Channel {
  sid: string;
  interactionSid: string;
  type: string;
  status: 'setup' | 'active' | 'failed' | 'closed' | 'inactive';
  initiatedBy: string;
  conversationSid: string;
  errorCode: number | null;
  errorMessage: string | null;
  invites: Invite[];
  participants: Participant[];
  transfers: Transfer[];
}

/** KG… Each has a task of its own. */
export interface Invite {
  sid: string;
  status: 'pending' | 'accepted' | 'canceled';
  /** Named before the task exists. */
  taskSid: string;
  request: TaskRequest;
  dateCreated: number;
}

/** UT… */
export interface Participant {
  sid: string;
  type: string;
  status: 'active' | 'wrapup' | 'closed';
  identity: string | null;
  /** MB… in the conversation. */
  mediaParticipantSid: string | null;
  /** Agents alone. */
  routing: { taskSid: string; reservationSid: string; workerSid: string } | null;
}

/** UX… */
export interface Transfer {
  sid: string;
  type: 'cold' | 'warm';
  status: 'active' | 'failed' | 'completed';
  /** UT… of the agent who transfers. */
  from: string;
  /** WK…, WQ… or WW… */
  to: string;
  inviteSid: string;
  dateCreated: number;
  dateUpdated: number;
}
