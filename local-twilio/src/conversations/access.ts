import { TwilioError } from '../http/errors';
import type { Change } from './changes';
import { type Conversation, type Participant, participantWithIdentity } from './conversation';
import type { Permission } from './permissions';
import type { Roles } from './roles';
import type { Users } from './users';

/**
 * The SDK may be loading a conversation when its user is removed or it is deleted, and a 404 on a part of it is an
 * unhandled rejection there. So it can still be opened for a moment, in real time, but no change of it is heard.
 */
export const GRACE_AFTER_LEAVING_MS = 5000;

/** What an SDK user may see and do in a conversation. */
export class Access {
  /** Identity → when he left, in real time. */
  #left = new WeakMap<Conversation, Map<string, number>>();

  constructor(
    private readonly roles: Roles,
    private readonly users: Users,
    private readonly now: () => number = Date.now,
  ) {}

  /** To be called for each change, before anybody else looks. */
  note(change: Change): void {
    if (change.type !== 'onParticipantRemoved' || !change.participant.identity) return;
    const left = this.#left.get(change.conversation) ?? new Map<string, number>();
    this.#left.set(change.conversation, left.set(change.participant.identity, this.now()));
  }

  /** A participant, or the creator as long as he has not left. */
  mayHear(conversation: Conversation, identity: string): boolean {
    if (participantWithIdentity(conversation, identity)) return true;
    return conversation.createdBy === identity && !this.#left.get(conversation)?.has(identity);
  }

  mayOpen(conversation: Conversation, identity: string): boolean {
    const leftAt = this.#left.get(conversation)?.get(identity) ?? Number.NEGATIVE_INFINITY;
    return this.mayHear(conversation, identity) || this.now() - leftAt < GRACE_AFTER_LEAVING_MS;
  }

  /** Throws 403/50430. */
  requireMember(conversation: Conversation, identity: string): Participant {
    const participant = participantWithIdentity(conversation, identity);
    if (!participant) throw forbidden(`${identity} is not a member of the conversation`);
    return participant;
  }

  requireVisible(conversation: Conversation, identity: string): void {
    if (!this.mayHear(conversation, identity)) throw forbidden(`${identity} is not a member of the conversation`);
  }

  /** By the role in the conversation or in the service; throws 403/50430. */
  require(conversation: Conversation, identity: string, permission: Permission): void {
    this.requireVisible(conversation, identity);
    const participant = participantWithIdentity(conversation, identity);
    const roleSid = participant?.roleSid ?? this.roles.creatorRoleSid;
    if (this.roles.permits(roleSid, permission) || this.#permittedByService(identity, permission)) return;
    throw forbidden(`The role of ${identity} has no permission ${permission}`);
  }

  requireInService(identity: string, permission: Permission): void {
    if (!this.#permittedByService(identity, permission)) {
      throw forbidden(`The service role of ${identity} has no permission ${permission}`);
    }
  }

  #permittedByService(identity: string, permission: Permission): boolean {
    return this.roles.permits(this.users.withIdentity(identity).roleSid, permission);
  }
}

const forbidden = (message: string) => new TwilioError(403, 50430, message);
