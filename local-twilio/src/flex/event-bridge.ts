import { badRequest, TwilioError } from '../http/errors';
import type { Kernel } from '../kernel';
import type { RpcCall, TaskRouterPort } from '../ports';
import type { Interactions } from './interactions';
import type { Channel, Invite, Participant, Transfer } from './resources';
import type { RpcChannel, RpcInvite, RpcParticipant, RpcRoutesOfFlex, RpcTransfer } from './rpc-types';

type Route = keyof RpcRoutesOfFlex;
const CHANNELS = 'v1/Interactions/:interactionSid/Channels';
const CHANNEL = `${CHANNELS}/:channelSid` as const;
const TRANSFERS = `v1/Instances/:instanceSid/Interactions/:interactionSid/Channels/:channelSid/Transfers` as const;
const meta = { next_token: null };

/** Flex's routes on the event-bridge, which Flex UI, flex-sdk and the agent desktop use. */
export function serveEventBridge(kernel: Kernel, interactions: Interactions, taskRouter: TaskRouterPort): void {
  function on<Key extends Route>(key: Key, handler: (call: RpcCall) => RpcRoutesOfFlex[Key]['reply']): void {
    const [method, pattern = ''] = key.split(' ');
    taskRouter.onRpc(method === 'POST' ? 'POST' : 'GET', pattern, handler);
  }
  const channelOf = ({ path }: RpcCall) => interactions.channel(path.interactionSid ?? '', path.channelSid ?? '');

  on(`GET ${CHANNELS}`, ({ path }) => {
    const channels = [channelView(interactions.interaction(path.interactionSid ?? '').channel)];
    return { channels, contents: channels, meta };
  });
  on(`GET ${CHANNEL}`, (call) => channelView(channelOf(call)));
  on(`POST ${CHANNEL}`, (call) => {
    const channel = channelOf(call);
    refuseStranger(channel, call, taskRouter);
    return channelView(
      interactions.updateChannel(channel, String(call.params.status), textAt(call.params.routing, 'status')),
    );
  });
  on(`GET ${CHANNEL}/Invites`, (call) => {
    const channel = channelOf(call);
    const invites = channel.invites.map((invite) => inviteView(channel, invite, taskRouter));
    return { invites, contents: invites, meta };
  });
  on(`POST ${CHANNEL}/Invites/:sid`, (call) => {
    const channel = channelOf(call);
    const inviteSid = call.path.sid ?? '';
    const reservation =
      call.params.routing !== null && typeof call.params.routing === 'object'
        ? Reflect.get(call.params.routing, 'reservation')
        : undefined;
    const reservationSid = textAt(reservation, 'sid') ?? '';
    if (call.params.action === 'accept')
      interactions.accept(channel, inviteSid, reservationSid, call.workerSid, call.identity);
    else if (call.params.action === 'decline') interactions.decline(channel, inviteSid, reservationSid, call.workerSid);
    else throw badRequest(20001, 'An invite is answered by action accept or decline');
    const invite = channel.invites.find(({ sid }) => sid === inviteSid);
    if (!invite) throw badRequest(20001, `No invite ${inviteSid}`);
    return inviteView(channel, invite, taskRouter);
  });
  on(`GET ${CHANNEL}/Participants`, (call) => {
    const channel = channelOf(call);
    const participants = channel.participants
      .filter(({ status }) => status !== 'closed')
      .map((participant) => participantView(channel, participant, kernel));
    return { participants, contents: participants, meta };
  });
  on(`POST ${CHANNEL}/Participants/:sid`, (call) => {
    const channel = channelOf(call);
    refuseStranger(channel, call, taskRouter);
    return participantView(
      channel,
      interactions.participants.update(channel, call.path.sid ?? '', String(call.params.status)),
      kernel,
    );
  });
  on(`GET ${TRANSFERS}`, (call) => {
    const channel = channelOf(call);
    return channel.transfers.map((transfer) => transferView(channel, transfer));
  });
  on(`POST ${TRANSFERS}`, (call) => {
    const channel = channelOf(call);
    refuseStranger(channel, call, taskRouter);
    const own = channel.participants.find(
      ({ routing, status }) => routing?.workerSid === call.workerSid && status === 'active',
    );
    const from = textAt(call.params, 'from') ?? own?.sid;
    if (!from) throw badRequest(20001, `You are not in channel ${channel.sid} any more`);
    return transferView(
      channel,
      interactions.transfer(channel, String(call.params.type ?? 'cold'), from, String(call.params.to)),
    );
  });
  on(`GET ${TRANSFERS}/:sid`, (call) => {
    const channel = channelOf(call);
    return transferView(channel, interactions.transfers.get(channel, call.path.sid ?? ''));
  });
  on(`POST ${TRANSFERS}/:sid`, (call) => {
    const channel = channelOf(call);
    refuseStranger(channel, call, taskRouter);
    if (call.params.status !== 'canceled') throw badRequest(20001, 'A transfer can only be canceled');
    return transferView(channel, interactions.transfers.cancel(channel, call.path.sid ?? ''));
  });
}

/** A participant as `participant.added` and the participants' list show it. */
export function participantView(channel: Channel, participant: Participant, kernel: Kernel): RpcParticipant {
  const { routing } = participant;
  return {
    sid: participant.sid,
    participant_sid: participant.sid,
    type: participant.type as RpcParticipant['type'],
    status: participant.status,
    name: participant.identity,
    channel_sid: channel.sid,
    channel_type: channel.type,
    interaction_sid: channel.interactionSid,
    routing_properties: routing && {
      task_sid: routing.taskSid,
      reservation_sid: routing.reservationSid,
      worker_sid: routing.workerSid,
      workspace_sid: kernel.account.workspaceSid,
    },
    media_properties: {
      sid: participant.mediaParticipantSid,
      identity: participant.identity,
      conversation_sid: channel.conversationSid,
    },
  };
}

const channelView = (channel: Channel): RpcChannel => ({
  sid: channel.sid,
  interaction_sid: channel.interactionSid,
  type: channel.type,
  status: channel.status,
  error_code: channel.errorCode,
  error_message: channel.errorMessage,
  media_properties: { conversation_sid: channel.conversationSid },
});

function inviteView(channel: Channel, invite: Invite, taskRouter: TaskRouterPort): RpcInvite {
  const reservation = taskRouter.activeReservation(invite.taskSid);
  return {
    sid: invite.sid,
    interaction_sid: channel.interactionSid,
    channel_sid: channel.sid,
    status: invite.status,
    routing: {
      properties: taskRouter.describeTask(invite.taskSid) ?? {},
      reservation: reservation ? { sid: reservation.sid } : null,
    },
  };
}

const transferView = (channel: Channel, transfer: Transfer): RpcTransfer => ({
  sid: transfer.sid,
  interaction_sid: channel.interactionSid,
  channel_sid: channel.sid,
  type: transfer.type,
  status: transfer.status,
  from: transfer.from,
  to: transfer.to,
  date_created: new Date(transfer.dateCreated).toISOString(),
  date_updated: new Date(transfer.dateUpdated).toISOString(),
});

/** Only who has, or is wrapping up, a task of the channel may change it. */
function refuseStranger(channel: Channel, call: RpcCall, taskRouter: TaskRouterPort): void {
  const holds = channel.invites.some(
    ({ taskSid }) => taskRouter.activeReservation(taskSid)?.workerSid === call.workerSid,
  );
  if (!holds) throw new TwilioError(403, 20403, `You have no task in channel ${channel.sid}`);
}

function textAt(value: unknown, name: string): string | undefined {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined;
  const text: unknown = Reflect.get(value, name);
  return text === undefined || text === null ? undefined : String(text);
}
