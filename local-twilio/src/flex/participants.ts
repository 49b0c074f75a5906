import { newSid } from '../account/sids';
import type { Assumptions } from '../assumptions';
import { badRequest, notFound } from '../http/errors';
import type { ConversationsPort, ReservationSummary } from '../ports';
import type { EndTask } from './end-task';
import { requireOpen } from './open-channel';
import { type Channel, type Invite, PARTICIPANT_TYPES, type Participant } from './resources';

const FLEX = { source: 'FLEX' } as const;

/** Tells the agents of a channel something over the event-bridge. */
export type Notify = (channel: Channel, eventType: string, participant: Participant) => void;

/** Who is in a channel. Whoever has an identity is in its conversation, too. */
export class Participants {
  constructor(
    private readonly assumptions: Assumptions,
    private readonly conversations: ConversationsPort,
    private readonly endTask: EndTask,
    private readonly notify: Notify,
  ) {}

  /** By its own SID or by the SID that it has in the conversation. */
  get(channel: Channel, sid: string): Participant {
    const participant = channel.participants.find((one) => one.sid === sid || one.mediaParticipantSid === sid);
    if (!participant) throw notFound(`Participants/${sid}`);
    return participant;
  }

  add(channel: Channel, type: string, media: Record<string, unknown>, routing: Record<string, unknown>): Participant {
    requireOpen(channel);
    if (!PARTICIPANT_TYPES.includes(type)) throw badRequest(20001, `Invalid participant type ${type}`);
    const identity = typeof media.identity === 'string' ? media.identity : null;
    const { task_sid: taskSid, reservation_sid: reservationSid, worker_sid: workerSid } = routing;
    const participant = this.#enter(channel, {
      type,
      identity,
      routing: taskSid
        ? { taskSid: String(taskSid), reservationSid: String(reservationSid), workerSid: String(workerSid) }
        : null,
    });
    this.notify(channel, 'participant.added', participant);
    return participant;
  }

  /** The agent who accepts the invite. */
  join(channel: Channel, invite: Invite, { sid, workerSid }: ReservationSummary, identity: string): Participant {
    const routing = { taskSid: invite.taskSid, reservationSid: sid, workerSid };
    const participant = this.#enter(channel, { type: 'agent', identity, routing });
    invite.status = 'accepted';
    channel.status = 'active';
    this.notify(channel, 'participant.added', participant);
    return participant;
  }

  /** `closed` completes the participant's task, `wrapup` wraps it up; either way an agent leaves the conversation. */
  update(channel: Channel, sid: string, status: string): Participant {
    const participant = this.get(channel, sid);
    if (status !== 'closed' && status !== 'wrapup') throw badRequest(20001, `A participant can't be set to ${status}`);
    const leaves = participant.status === 'active';
    participant.status = endedStatus(participant, status === 'closed');
    if (participant.routing) this.endTask(participant.routing.taskSid, status === 'closed', 'Participant closed');
    if (leaves && participant.identity !== null && this.assumptions.leavingAgentLeavesConversation) {
      this.conversations.removeParticipant(channel.conversationSid, participant.identity, FLEX);
    }
    if (leaves) this.notify(channel, 'participant.removed', participant);
    return participant;
  }

  #enter(channel: Channel, who: Pick<Participant, 'type' | 'identity' | 'routing'>): Participant {
    const { conversationSid } = channel;
    const mediaParticipantSid =
      who.identity && this.conversations.addParticipant(conversationSid, who.identity, '{}', FLEX).sid;
    const participant: Participant = { sid: newSid('UT'), ...who, status: 'active', mediaParticipantSid };
    channel.participants.push(participant);
    return participant;
  }
}

/** Workers who are in the channel at this moment. */
export const activeAgents = (channel: Channel): string[] =>
  channel.participants.flatMap(({ routing, status }) => (routing && status === 'active' ? [routing.workerSid] : []));

/** Closed stays closed. */
export const endedStatus = ({ status }: Participant, completes: boolean): Participant['status'] =>
  completes || status === 'closed' ? 'closed' : 'wrapup';
