import { randomBytes } from 'node:crypto';
import type { Timer } from '../../account/clock';
import type { Participant, Room } from '../room';
import type { SignalingConnection } from './framing';

/**
 * The seat of a participant: it outlives the socket. The SDK ignores silently whatever comes with a revision that it
 * knows already, so each one has a counter that only grows.
 */
export class VideoSession {
  /** Shown again by the client that comes back. */
  readonly key = randomBytes(32).toString('hex');
  /** Of the participant as the others see it. */
  revision = 1;
  /** Of the tracks that the client says it publishes. */
  publishedRevision = 0;
  /** Of the tracks that the client gets from others. */
  subscribedRevision = 1;
  /** What happens when the socket stays away. */
  timers: Timer[] = [];

  constructor(
    readonly room: Room,
    readonly participant: Participant,
    /** Undefined while it is cut off. */
    public connection: SignalingConnection | undefined,
  ) {}

  send(body: object): void {
    this.connection?.send(body);
  }

  cancelTimers(): void {
    for (const timer of this.timers.splice(0)) timer.cancel();
  }
}
