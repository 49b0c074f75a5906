import { newSid } from '../account/sids';
import { badRequest, notFound, TwilioError } from '../http/errors';
import type { Kernel } from '../kernel';
import type { ReservationSummary, TaskRequest, TaskRouterPort } from '../ports';
import { type InviteContext, inviteRequest } from './invite-request';
import type { Channel, Invite } from './resources';

/** The invites of channels: each names its task at once, and the task appears a little later. */
export class Invites {
  constructor(
    private readonly kernel: Kernel,
    private readonly taskRouter: TaskRouterPort,
    private readonly onFailure: (channel: Channel, invite: Invite, message: string) => void,
  ) {}

  /** From `routing.properties`; its task is not made yet. */
  fromProperties(channel: Channel, properties: Record<string, unknown>): Invite {
    return this.add(channel, (context) => inviteRequest(context, properties));
  }

  add(channel: Channel, requestFor: (context: InviteContext) => TaskRequest): Invite {
    const { kernel, taskRouter } = this;
    const sid = newSid('KG');
    const request = requestFor({ kernel, taskRouter, channel, inviteSid: sid });
    const taskSid = newSid('WT');
    const invite: Invite = {
      sid,
      status: 'pending',
      taskSid,
      request: { ...request, sid: taskSid },
      dateCreated: kernel.clock.now(),
    };
    channel.invites.push(invite);
    return invite;
  }

  createTaskLater(channel: Channel, invite: Invite): void {
    this.kernel.clock.after(this.kernel.assumptions.interactionTaskDelayMs, () => this.createTask(channel, invite));
  }

  createTask(channel: Channel, invite: Invite): void {
    if (invite.status === 'canceled') return;
    try {
      this.taskRouter.createTask(invite.request);
    } catch (error) {
      invite.status = 'canceled';
      const reason = error instanceof Error ? error.message : String(error);
      this.onFailure(channel, invite, `No task for invite ${invite.sid}: ${reason}`);
    }
  }

  cancel(invite: Invite, reason: string): void {
    invite.status = 'canceled';
    const status = this.taskRouter.taskStatus(invite.taskSid);
    if (status === 'pending' || status === 'reserved') this.taskRouter.cancelTask(invite.taskSid, reason);
  }

  /** The invite and the reservation that offers it to this worker. */
  offered(
    channel: Channel,
    inviteSid: string,
    reservationSid: string,
    workerSid: string,
  ): { invite: Invite; reservation: ReservationSummary } {
    const invite = channel.invites.find(({ sid }) => sid === inviteSid);
    const reservation = this.taskRouter.reservation(reservationSid);
    if (!invite) throw notFound(`Invites/${inviteSid}`);
    if (reservation?.taskSid !== invite.taskSid) {
      throw badRequest(20001, `Reservation ${reservationSid} is not of this invite`);
    }
    if (reservation.workerSid !== workerSid) throw new TwilioError(403, 20403, 'That reservation is not yours');
    return { invite, reservation };
  }
}
