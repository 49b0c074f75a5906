import { badRequest } from '../http/errors';
import type { Channel } from './resources';

/** A channel that has ended takes nobody in any more. */
export function requireOpen(channel: Channel): void {
  if (channel.status === 'closed' || channel.status === 'failed') {
    throw badRequest(20001, `Channel ${channel.sid} is ${channel.status}`);
  }
}
