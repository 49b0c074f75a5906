import { newSid } from '../account/sids';
import type { ConversationEvent } from '../conversations/events';
import { badRequest, notFound } from '../http/errors';
import type { Kernel } from '../kernel';
import type { ConversationsPort, InteractionRequest, TaskRouterPort } from '../ports';
import type { TaskRouterEvent } from '../taskrouter/events';
import { agentIdentity } from './agent-identity';
import { type EndTask, endTask } from './end-task';
import { Invites } from './invites';
import { requireOpen } from './open-channel';
import { activeAgents, endedStatus, type Notify, Participants } from './participants';
import {
  CHANNEL_TYPES,
  type Channel,
  type Interaction,
  type Invite,
  type Participant,
  type Transfer,
} from './resources';
import { Transfers } from './transfers';

const FLEX = { source: 'FLEX' } as const;
const CHANNEL_SETUP_FAILED = 45600;

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
  readonly participants: Participants;
  readonly #endTask: EndTask;

  constructor(
    private readonly kernel: Kernel,
    private readonly conversations: ConversationsPort,
    private readonly taskRouter: TaskRouterPort,
    notify: Notify,
  ) {
    this.#invites = new Invites(kernel, taskRouter, (channel, invite, message) => {
      this.transfers.fail(channel, invite);
      if (invite === channel.invites[0]) this.#fail(channel, message);
      else kernel.say(`Interaction ${channel.interactionSid}: ${message}`);
    });
    this.transfers = new Transfers(kernel, this.#invites);
    this.#endTask = endTask(kernel.assumptions, taskRouter);
    this.participants = new Participants(kernel.assumptions, conversations, this.#endTask, notify);
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
    requireOpen(channel);
    const invite = this.#invites.fromProperties(channel, properties);
    if (this.kernel.assumptions.invitesSkipAgentsInChannel) {
      invite.request.excludedWorkerSids = activeAgents(channel);
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
    requireOpen(channel);
    if (reservation.status !== 'pending')
      throw badRequest(20001, `Reservation ${reservationSid} is ${reservation.status}`);
    const participant = this.participants.join(channel, invite, reservation, identity);
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
    for (const participant of channel.participants) participant.status = endedStatus(participant, completes);
    if (status === 'closed') {
      this.transfers.failAll(channel);
      if (this.kernel.assumptions.closingChannelClosesConversation) this.#closeConversation(channel);
    }
    return channel;
  }

  /** From an agent's participant (UT…) to a worker, a queue or a workflow. */
  transfer(channel: Channel, type: string, fromSid: string, to: string): Transfer {
    requireOpen(channel);
    const transfer = this.transfers.start(channel, type, this.participants.get(channel, fromSid), to);
    if (type === 'cold' && this.kernel.assumptions.transferringAgentLeavesAtOnce) this.#leaveAfter(channel, transfer);
    return transfer;
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

  #finishTransfer(channel: Channel, invite: Invite): void {
    const transfer = this.transfers.complete(channel, invite);
    if (transfer?.type === 'cold') this.#leaveAfter(channel, transfer);
  }

  /** The agent who has transferred leaves the conversation, and wraps up. */
  #leaveAfter(channel: Channel, { from }: Transfer): void {
    if (this.participants.get(channel, from).status === 'active') this.participants.update(channel, from, 'wrapup');
  }

  #closeConversation(channel: Channel): void {
    const state = this.conversations.find(channel.conversationSid)?.state;
    if (state !== undefined && state !== 'closed') this.conversations.close(channel.conversationSid, FLEX);
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
    this.participants.join(channel, invite, reservation, agentIdentity(worker));
    this.#finishTransfer(channel, invite);
  }

  #onConversation({ type, conversationSid }: ConversationEvent): void {
    if (type !== 'onConversationStateUpdated' || !this.kernel.assumptions.closingConversationClosesChannel) return;
    const channel = this.#activeChannelOf(conversationSid);
    if (channel && this.conversations.find(conversationSid)?.state === 'closed') this.updateChannel(channel, 'closed');
  }
}
