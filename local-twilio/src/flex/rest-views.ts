import type { Kernel } from '../kernel';
import type { TaskRouterPort } from '../ports';
import type { Channel, Interaction, Invite, Participant, Transfer } from './resources';

const iso = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** The resources as flex-api.twilio.com answers them, with every property of Twilio's OpenAPI description. */
export class RestViews {
  constructor(
    private readonly kernel: Kernel,
    private readonly taskRouter: TaskRouterPort,
  ) {}

  interaction(interaction: Interaction) {
    const { channel } = interaction;
    const url = `https://flex-api.twilio.com/v1/Interactions/${interaction.sid}`;
    const invite = channel.invites[0];
    return {
      sid: interaction.sid,
      channel: { sid: channel.sid, type: channel.type },
      routing: invite ? this.#routing(invite) : {},
      interaction_context_sid: interaction.contextSid,
      url,
      links: { channels: `${url}/Channels` },
    };
  }

  channel(channel: Channel) {
    const url = channelUrl(channel);
    return {
      sid: channel.sid,
      interaction_sid: channel.interactionSid,
      type: channel.type,
      status: channel.status,
      error_code: channel.errorCode,
      error_message: channel.errorMessage,
      url,
      links: { participants: `${url}/Participants`, invites: `${url}/Invites`, transfers: `${url}/Transfers` },
    };
  }

  invite(channel: Channel, invite: Invite) {
    return {
      sid: invite.sid,
      interaction_sid: channel.interactionSid,
      channel_sid: channel.sid,
      routing: this.#routing(invite),
      url: `${channelUrl(channel)}/Invites/${invite.sid}`,
    };
  }

  participant(channel: Channel, participant: Participant) {
    const { routing } = participant;
    return {
      sid: participant.sid,
      type: participant.type,
      interaction_sid: channel.interactionSid,
      channel_sid: channel.sid,
      routing_properties: routing && {
        task_sid: routing.taskSid,
        worker_sid: routing.workerSid,
        reservation_sid: routing.reservationSid,
      },
      url: `${channelUrl(channel)}/Participants/${participant.sid}`,
    };
  }

  transfer(channel: Channel, transfer: Transfer) {
    return {
      sid: transfer.sid,
      instance_sid: this.kernel.account.flexInstanceSid,
      account_sid: this.kernel.account.accountSid,
      interaction_sid: channel.interactionSid,
      channel_sid: channel.sid,
      execution_sid: null,
      type: transfer.type,
      status: transfer.status,
      from: transfer.from,
      to: transfer.to,
      note_sid: null,
      summary_sid: null,
      date_created: iso(transfer.dateCreated),
      date_updated: iso(transfer.dateUpdated),
      url: `${channelUrl(channel)}/Transfers/${transfer.sid}`,
    };
  }

  /** The task's SID is known before the task is there. */
  #routing(invite: Invite) {
    const seconds = Math.floor(invite.dateCreated / 1000);
    const { request } = invite;
    const announced = {
      account_sid: this.kernel.account.accountSid,
      workspace_sid: this.kernel.account.workspaceSid,
      sid: invite.taskSid,
      workflow_sid: request.workflowSid ?? null,
      queue_sid: request.queueSid ?? null,
      routing_target: request.workerSid ?? null,
      task_channel_unique_name: request.taskChannelUniqueName,
      assignment_status: invite.status === 'canceled' ? 'canceled' : 'pending',
      attributes: JSON.stringify(request.attributes),
      priority: request.priority ?? 0,
      timeout: request.timeout ?? 86_400,
      age: 0,
      reason: '',
      addons: '{}',
      date_created: seconds,
      date_updated: seconds,
    };
    return { properties: this.taskRouter.describeTask(invite.taskSid) ?? announced, reservation: null };
  }
}

const channelUrl = (channel: Channel) =>
  `https://flex-api.twilio.com/v1/Interactions/${channel.interactionSid}/Channels/${channel.sid}`;
