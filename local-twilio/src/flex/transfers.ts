import { newSid } from '../account/sids';
import { badRequest, notFound } from '../http/errors';
import type { Kernel } from '../kernel';
import { transferRequest } from './invite-request';
import type { Invites } from './invites';
import type { Channel, Invite, Participant, Transfer } from './resources';

/** Transfers: an invite for somebody else. When the one who transfers leaves is not said here. */
export class Transfers {
  constructor(
    private readonly kernel: Kernel,
    private readonly invites: Invites,
  ) {}

  /** Offers the chat to a worker (WK…), a queue (WQ…) or a workflow (WW…), never to the agent who transfers. */
  start(channel: Channel, type: string, from: Participant, to: string): Transfer {
    const { routing, status } = from;
    if (type !== 'cold' && type !== 'warm')
      throw badRequest(20001, `This local Twilio transfers cold or warm, not ${type}`);
    if (!routing || status !== 'active') throw badRequest(20001, `Participant ${from.sid} is no agent of this channel`);
    if (channel.transfers.some((other) => other.from === from.sid && other.status === 'active')) {
      throw badRequest(20001, `Participant ${from.sid} is transferring already`);
    }
    const invite = this.invites.add(channel, (context) => transferRequest(context, routing, to));
    const now = this.kernel.clock.now();
    const transfer: Transfer = {
      sid: newSid('UX'),
      type,
      status: 'active',
      from: from.sid,
      to,
      inviteSid: invite.sid,
      dateCreated: now,
      dateUpdated: now,
    };
    channel.transfers.push(transfer);
    this.invites.createTaskLater(channel, invite);
    return transfer;
  }

  get(channel: Channel, sid: string): Transfer {
    const transfer = channel.transfers.find((one) => one.sid === sid);
    if (!transfer) throw notFound(`Transfers/${sid}`);
    return transfer;
  }

  /** The agent who transfers takes it back. */
  cancel(channel: Channel, sid: string): Transfer {
    const transfer = this.get(channel, sid);
    if (transfer.status !== 'active') throw badRequest(20001, `Transfer ${sid} is ${transfer.status}`);
    this.#set(transfer, 'failed');
    const invite = channel.invites.find((one) => one.sid === transfer.inviteSid);
    if (invite) this.invites.cancel(invite, 'Transfer canceled');
    return transfer;
  }

  /** The invite has been accepted: the transfer that it belonged to, if any. */
  complete(channel: Channel, invite: Invite): Transfer | undefined {
    const transfer = activeOf(channel, invite);
    if (transfer) this.#set(transfer, 'completed');
    return transfer;
  }

  /** Nobody will accept the invite any more. */
  fail(channel: Channel, invite: Invite): void {
    const transfer = activeOf(channel, invite);
    if (transfer) this.#set(transfer, 'failed');
  }

  failAll(channel: Channel): void {
    for (const transfer of channel.transfers) if (transfer.status === 'active') this.#set(transfer, 'failed');
  }

  #set(transfer: Transfer, status: Transfer['status']): void {
    transfer.status = status;
    transfer.dateUpdated = this.kernel.clock.now();
  }
}

const activeOf = (channel: Channel, invite: Invite) =>
  channel.transfers.find(({ inviteSid, status }) => inviteSid === invite.sid && status === 'active');
