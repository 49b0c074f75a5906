import { newSid } from '../account/sids';
import type { ConversationEvent } from '../conversations/events';
import { badRequest, notFound } from '../http/errors';
import type { Kernel } from '../kernel';
import type { ConversationsPort, InteractionRequest, ReservationSummary, TaskRouterPort } from '../ports';
import type { TaskRouterEvent } from '../taskrouter/events';
import { agentIdentity } from './agent-identity';
import { Invites } from './invites';
import {
  CHANNEL_TYPES,
  type Channel,
  type Interaction,
  type Invite,
  PARTICIPANT_TYPES,
  type Participant,
  type Transfer,
} from './resources';
import { Transfers } from './transfers';

const FLEX = { source: 'FLEX' } as const;
const CHANNEL_SETUP_FAILED = 45600;

/** Tells the agents of a channel something over the event-bridge. */
export type Notify = (channel: Channel, eventType: string, participant: Participant) => void;

/**
 * Interactions and their rules. An Interaction binds a conversation to tasks: every invite is a task, who accepts joins
 * the conversation, and the channel is what ends.
 * @see https://www.twilio.com/docs/flex/developer/conversations/interactions-api
 */
export class Interactions {
  readonly all = new Map<string, Interaction>();
  /** Reservations that an invite is accepting at this moment. */
  readonly #accepting = new Set<string>();
  readonly #invites: Invites;
  readonly transfers: Transfers;

  constructor(
    private readonly kernel: Kernel,
    private readonly conversations: ConversationsPort,
    private readonly taskRouter: TaskRouterPort,
    private readonly notify: Notify,
  ) {
    this.#invites = new Invites(kernel, taskRouter, (channel, invite, message) => {
      this.transfers.fail(channel, invite);
      if (invite === channel.invites[0]) this.#fail(channel, message);
      else kernel.say(`Interaction ${channel.interactionSid}: ${message}`);
    });
    this.transfers = new Transfers(kernel, this.#invites);
    kernel.events.on('taskrouter', (event) => this.#onTaskRouter(event));
    kernel.events.on('conversations', (event) => this.#onConversation(event));
  }

  interaction(sid: string): Interaction {
    const interaction = this.all.get(sid);
    if (!interaction) throw notFound(`/v1/Interactions/${sid}`);
    return interaction;
  }

  channel(interactionSid: string, channelSid: string): Channel {
    const { channel } = this.interaction(interactionSid);
    if (channel.sid !== channelSid) throw notFound(`/v1/Interactions/${interactionSid}/Channels/${channelSid}`);
    return channel;
  }

  /** The answer is only that it was accepted; what is wrong with conversation or routing shows later, in the channel's status. */
  create(request: InteractionRequest, contextSid: string | null = null): Interaction {
    const { type, initiated_by: initiatedBy = 'customer', properties } = request.channel;
    const conversationSid = properties?.media_channel_sid;
    if (!CHANNEL_TYPES.includes(type)) throw badRequest(20001, `Invalid channel type ${type}`);
    if (!conversationSid) throw badRequest(20001, 'channel.properties.media_channel_sid is required');
    if (this.kernel.assumptions.secondInteractionRefused && this.#activeChannelOf(conversationSid)) {
      throw badRequest(20001, `Conversation ${conversationSid} has an active Interaction`);
    }
    const sid = newSid('KD');
    const channel: Channel = {
      sid: newSid('UO'),
      interactionSid: sid,
      type,
      status: 'setup',
      initiatedBy,
      conversationSid,
      errorCode: null,
      errorMessage: null,
      invites: [],
      participants: [],
      transfers: [],
    };
    const invite = request.routing?.properties && this.#invites.fromProperties(channel, request.routing.properties);
    const interaction = { sid, contextSid, channel };
    this.all.set(sid, interaction);
    this.kernel.clock.after(this.kernel.assumptions.interactionTaskDelayMs, () => this.#setUp(channel, invite));
    return interaction;
  }

  /** Another task for the same channel: its attributes must be given again. */
  invite(channel: Channel, properties: Record<string, unknown>): Invite {
    this.#refuseEnded(channel);
    const invite = this.#invites.fromProperties(channel, properties);
    if (this.kernel.assumptions.invitesSkipAgentsInChannel) {
      invite.request.excludedWorkerSids = activeAgents(channel).map(({ routing }) => routing.workerSid);
    }
    this.#invites.createTaskLater(channel, invite);
    return invite;
  }

  /** What Flex does when an agent accepts: into the conversation first, then TaskRouter's accept. */
  accept(
    channel: Channel,
    inviteSid: string,
    reservationSid: string,
    workerSid: string,
    identity: string,
  ): Participant {
    const { invite, reservation } = this.#invites.offered(channel, inviteSid, reservationSid, workerSid);
    this.#refuseEnded(channel);
    if (reservation.status !== 'pending')
      throw badRequest(20001, `Reservation ${reservationSid} is ${reservation.status}`);
    const participant = this.#join(channel, invite, reservation, identity);
    this.#accepting.add(reservationSid);
    try {
      this.taskRouter.acceptReservation(reservationSid);
    } finally {
      this.#accepting.delete(reservationSid);
    }
    this.#finishTransfer(channel, invite);
    return participant;
  }

  decline(channel: Channel, inviteSid: string, reservationSid: string, workerSid: string): Invite {
    const { invite } = this.#invites.offered(channel, inviteSid, reservationSid, workerSid);
    this.taskRouter.rejectReservation(reservationSid);
    return invite;
  }

  /** `routing` says what becomes of the tasks: `closed` completes them, otherwise they wrap up. */
  updateChannel(channel: Channel, status: string, routing?: string): Channel {
    if (status !== 'closed' && status !== 'inactive') throw badRequest(20001, `A channel can't be set to ${status}`);
    const completes = routing === 'closed';
    if (status === 'inactive' && !completes) throw badRequest(20001, 'inactive needs Routing {"status":"closed"}');
    if (routing !== undefined && !completes && routing !== 'wrapping' && routing !== 'wrapup') {
      throw badRequest(20001, `Invalid routing status ${routing}`);
    }
    if (channel.status === 'failed') throw badRequest(20001, `Channel ${channel.sid} has failed`);
    if (channel.status === 'closed' && status === 'inactive')
      throw badRequest(20001, `Channel ${channel.sid} is closed`);
    channel.status = status;
    for (const { taskSid } of [...channel.invites]) this.#endTask(taskSid, completes, 'Interaction channel closed');
    for (const participant of channel.participants)
      participant.status = completes ? 'closed' : endedStatus(participant);
    if (status === 'closed') {
      this.transfers.failAll(channel);
      if (this.kernel.assumptions.closingChannelClosesConversation) this.#closeConversation(channel);
    }
    return channel;
  }

  addParticipant(
    channel: Channel,
    type: string,
    media: Record<string, unknown>,
    routing: Record<string, unknown>,
  ): Participant {
    this.#refuseEnded(channel);
    if (!PARTICIPANT_TYPES.includes(type)) throw badRequest(20001, `Invalid participant type ${type}`);
    const identity = typeof media.identity === 'string' ? media.identity : null;
    const { task_sid: taskSid, reservation_sid: reservationSid, worker_sid: workerSid } = routing;
    const participant: Participant = {
      sid: newSid('UT'),
      type,
      status: 'active',
      identity,
      mediaParticipantSid:
        identity && this.conversations.addParticipant(channel.conversationSid, identity, '{}', FLEX).sid,
      routing: taskSid
        ? { taskSid: String(taskSid), reservationSid: String(reservationSid), workerSid: String(workerSid) }
        : null,
    };
    channel.participants.push(participant);
    this.notify(channel, 'participant.added', participant);
    return participant;
  }

  /** `closed` completes the participant's task, `wrapup` wraps it up; either way an agent leaves the conversation. */
  updateParticipant(channel: Channel, participantSid: string, status: string): Participant {
    const participant = this.participant(channel, participantSid);
    if (status !== 'closed' && status !== 'wrapup') throw badRequest(20001, `A participant can't be set to ${status}`);
    const leaves = participant.status === 'active';
    participant.status = status === 'closed' ? 'closed' : endedStatus(participant);
    if (participant.routing) this.#endTask(participant.routing.taskSid, status === 'closed', 'Participant closed');
    if (leaves && participant.identity !== null && this.kernel.assumptions.leavingAgentLeavesConversation) {
      this.conversations.removeParticipant(channel.conversationSid, participant.identity, FLEX);
    }
    if (leaves) this.notify(channel, 'participant.removed', participant);
    return participant;
  }

  /** By its own SID or by the SID that it has in the conversation. */
  participant(channel: Channel, sid: string): Participant {
    const participant = channel.participants.find((one) => one.sid === sid || one.mediaParticipantSid === sid);
    if (!participant) throw notFound(`Participants/${sid}`);
    return participant;
  }

  /** From an agent's participant (UT…) to a worker, a queue or a workflow. */
  transfer(channel: Channel, type: string, fromSid: string, to: string): Transfer {
    this.#refuseEnded(channel);
    return this.transfers.start(channel, type, this.participant(channel, fromSid), to);
  }

  #setUp(channel: Channel, invite: Invite | undefined): void {
    const conversation = this.conversations.find(channel.conversationSid);
    if (!conversation || conversation.state === 'closed') {
      const reason = conversation ? 'is closed' : 'does not exist';
      this.#fail(channel, `Conversation ${channel.conversationSid} ${reason}`);
      return;
    }
    if (channel.status === 'setup') channel.status = 'active';
    for (const { sid, identity } of conversation.participants) {
      channel.participants.push({
        sid: newSid('UT'),
        type: 'customer',
        status: channel.status === 'active' ? 'active' : 'closed',
        identity,
        mediaParticipantSid: sid,
        routing: null,
      });
    }
    if (invite) this.#invites.createTask(channel, invite);
  }

  #fail(channel: Channel, message: string): void {
    channel.status = 'failed';
    channel.errorCode = CHANNEL_SETUP_FAILED;
    channel.errorMessage = message;
    this.kernel.say(`Interaction ${channel.interactionSid}: ${message}`);
  }

  #join(channel: Channel, invite: Invite, reservation: ReservationSummary, identity: string): Participant {
    const { sid } = this.conversations.addParticipant(channel.conversationSid, identity, '{}', FLEX);
    const participant: Participant = {
      sid: newSid('UT'),
      type: 'agent',
      status: 'active',
      identity,
      mediaParticipantSid: sid,
      routing: { taskSid: invite.taskSid, reservationSid: reservation.sid, workerSid: reservation.workerSid },
    };
    invite.status = 'accepted';
    channel.status = 'active';
    channel.participants.push(participant);
    this.notify(channel, 'participant.added', participant);
    return participant;
  }

  #finishTransfer(channel: Channel, invite: Invite): void {
    const transfer = this.transfers.complete(channel, invite);
    if (transfer?.type === 'cold' && this.participant(channel, transfer.from).status === 'active') {
      this.updateParticipant(channel, transfer.from, 'closed');
    }
  }

  #endTask(taskSid: string, completes: boolean, reason: string): void {
    const status = this.taskRouter.taskStatus(taskSid);
    if (status === 'assigned' && !completes) this.taskRouter.wrapTask(taskSid, reason);
    else if (completes && (status === 'assigned' || status === 'wrapping'))
      this.taskRouter.completeTask(taskSid, reason);
    else if (
      (status === 'pending' || status === 'reserved') &&
      this.kernel.assumptions.closingChannelCancelsPendingTasks
    ) {
      this.taskRouter.cancelTask(taskSid, reason);
    }
  }

  #closeConversation(channel: Channel): void {
    const state = this.conversations.find(channel.conversationSid)?.state;
    if (state !== undefined && state !== 'closed') this.conversations.close(channel.conversationSid, FLEX);
  }

  #refuseEnded(channel: Channel): void {
    if (channel.status === 'closed' || channel.status === 'failed') {
      throw badRequest(20001, `Channel ${channel.sid} is ${channel.status}`);
    }
  }

  #activeChannelOf(conversationSid: string): Channel | undefined {
    const open = ['setup', 'active'];
    return [...this.all.values()].find(
      ({ channel }) => channel.conversationSid === conversationSid && open.includes(channel.status),
    )?.channel;
  }

  #onTaskRouter({ type, taskSid, reservationSid }: TaskRouterEvent): void {
    if (!taskSid || (type !== 'reservation.accepted' && type !== 'task.canceled')) return;
    for (const { channel } of this.all.values()) {
      const invite = channel.invites.find((one) => one.taskSid === taskSid);
      if (!invite) continue;
      if (type === 'task.canceled') {
        invite.status = 'canceled';
        this.transfers.fail(channel, invite);
      } else if (reservationSid && !this.#accepting.has(reservationSid)) {
        this.#bareAccept(channel, invite, reservationSid);
      }
    }
  }

  #bareAccept(channel: Channel, invite: Invite, reservationSid: string): void {
    const reservation = this.taskRouter.reservation(reservationSid);
    const worker = reservation && this.taskRouter.worker(reservation.workerSid);
    if (!reservation || !worker) return;
    if (!this.kernel.assumptions.bareAcceptJoinsConversation) {
      this.kernel.say(
        `${worker.friendlyName} accepted reservation ${reservationSid} by TaskRouter alone and is not in conversation ` +
          `${channel.conversationSid}: Flex accepts the invite (event-bridge POST v1/Interactions/${channel.interactionSid}` +
          `/Channels/${channel.sid}/Invites/${invite.sid} {"action":"accept",…})`,
      );
      return;
    }
    this.#join(channel, invite, reservation, agentIdentity(worker));
    this.#finishTransfer(channel, invite);
  }

  #onConversation({ type, conversationSid }: ConversationEvent): void {
    if (type !== 'onConversationStateUpdated' || !this.kernel.assumptions.closingConversationClosesChannel) return;
    const channel = this.#activeChannelOf(conversationSid);
    if (channel && this.conversations.find(conversationSid)?.state === 'closed') this.updateChannel(channel, 'closed');
  }
}

type AgentParticipant = Participant & { routing: NonNullable<Participant['routing']> };

const activeAgents = (channel: Channel) =>
  channel.participants.filter(
    (participant): participant is AgentParticipant => participant.routing !== null && participant.status === 'active',
  );

const endedStatus = ({ status }: Participant) => (status === 'closed' ? 'closed' : 'wrapup');
