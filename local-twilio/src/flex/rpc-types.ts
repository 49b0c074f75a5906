export type ChannelStatus = 'setup' | 'active' | 'failed' | 'closed' | 'inactive';

export interface RpcPage<Item> {
  contents: Item[];
  meta: { next_token: null };
}

export interface RpcChannel {
  sid: string;
  interaction_sid: string;
  type: string;
  status: ChannelStatus;
  error_code: number | null;
  error_message: string | null;
  media_properties: { conversation_sid: string };
}

export interface RpcParticipant {
  sid: string;
  participant_sid: string;
  type: 'supervisor' | 'customer' | 'external' | 'agent' | 'unknown';
  status: 'active' | 'wrapup' | 'closed';
  name: string | null;
  channel_sid: string;
  channel_type: string;
  interaction_sid: string;
  routing_properties: null | { task_sid: string; reservation_sid: string; worker_sid: string; workspace_sid: string };
  media_properties: { sid: string | null; identity: string | null; conversation_sid: string };
}

export interface RpcInvite {
  sid: string;
  interaction_sid: string;
  channel_sid: string;
  status: 'pending' | 'accepted' | 'canceled';
  routing: { properties: Record<string, unknown>; reservation: null | { sid: string } };
}

export interface RpcTransfer {
  sid: string;
  interaction_sid: string;
  channel_sid: string;
  type: 'cold' | 'warm';
  status: 'active' | 'failed' | 'completed';
  from: string;
  to: string;
  date_created: string;
  date_updated: string;
}

export interface RpcInviteAnswer {
  action: 'accept' | 'decline';
  routing: { type: 'taskrouter'; reservation: { sid: string } };
}

export interface RpcChannelUpdate {
  status: 'closed' | 'inactive';
  routing?: { status: 'closed' | 'wrapup' | 'wrapping' };
}

export interface RpcParticipantUpdate {
  status: 'closed' | 'wrapup';
}

export interface RpcTransferRequest {
  type: 'cold' | 'warm';
  to: string;
  from?: string;
}

export interface RpcTransferUpdate {
  status: 'canceled';
}

export interface RpcRoutesOfFlex {
  'GET v1/Interactions/:interactionSid/Channels': {
    params: object;
    reply: RpcPage<RpcChannel> & { channels: RpcChannel[] };
  };
  'GET v1/Interactions/:interactionSid/Channels/:channelSid': { params: object; reply: RpcChannel };
  'POST v1/Interactions/:interactionSid/Channels/:channelSid': { params: RpcChannelUpdate; reply: RpcChannel };
  'GET v1/Interactions/:interactionSid/Channels/:channelSid/Invites': {
    params: object;
    reply: RpcPage<RpcInvite> & { invites: RpcInvite[] };
  };
  'POST v1/Interactions/:interactionSid/Channels/:channelSid/Invites/:sid': {
    params: RpcInviteAnswer;
    reply: RpcInvite;
  };
  'GET v1/Interactions/:interactionSid/Channels/:channelSid/Participants': {
    params: object;
    reply: RpcPage<RpcParticipant> & { participants: RpcParticipant[] };
  };
  'POST v1/Interactions/:interactionSid/Channels/:channelSid/Participants/:sid': {
    params: RpcParticipantUpdate;
    reply: RpcParticipant;
  };
  'GET v1/Instances/:instanceSid/Interactions/:interactionSid/Channels/:channelSid/Transfers': {
    params: object;
    /** @twilio/flex-sdk 3.0.0 takes nothing but a list here. */
    reply: RpcTransfer[];
  };
  'POST v1/Instances/:instanceSid/Interactions/:interactionSid/Channels/:channelSid/Transfers': {
    params: RpcTransferRequest;
    reply: RpcTransfer;
  };
  'GET v1/Instances/:instanceSid/Interactions/:interactionSid/Channels/:channelSid/Transfers/:sid': {
    params: object;
    reply: RpcTransfer;
  };
  'POST v1/Instances/:instanceSid/Interactions/:interactionSid/Channels/:channelSid/Transfers/:sid': {
    params: RpcTransferUpdate;
    reply: RpcTransfer;
  };
}

export interface RpcEventsOfFlex {
  'participant.added': RpcParticipant & { task_sid: string | null };
  'participant.removed': RpcParticipant & { task_sid: string | null };
}
