import { badRequest } from '../http/errors';
import type { Change } from './changes';
import type { Conversation } from './conversation';
import type { Roles } from './roles';
import type { Users } from './users';

/** What the parts of the model share. */
export interface ModelContext {
  now: () => string;
  roles: Roles;
  users: Users;
  announce: (change: Change) => void;
}

/** Closed is final: https://www.twilio.com/docs/api/errors/50377 */
export function requireOpen(conversation: Conversation): void {
  if (conversation.state === 'closed') {
    throw badRequest(50377, `Can't update conversation ${conversation.sid} as it's in final closed state`);
  }
}
