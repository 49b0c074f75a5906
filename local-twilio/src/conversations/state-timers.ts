import type { Clock, Timer } from '../account/clock';
import type { Conversation, ConversationState } from './conversation';

interface Running {
  timer: Timer;
  due: string;
}

/**
 * The timers that turn a quiet conversation inactive and close it. Both count from the last activity:
 * https://www.twilio.com/docs/conversations/states-timers
 */
export class StateTimers {
  #running = new Map<string, Partial<Record<'inactive' | 'closed', Running>>>();

  constructor(
    private readonly clock: Clock,
    private readonly onDue: (conversation: Conversation, state: ConversationState) => void,
  ) {}

  /** Something happened: count from the beginning. */
  restart(conversation: Conversation): void {
    this.stop(conversation);
    const { state, timers } = conversation;
    if (state === 'closed') return;
    const start = (to: 'inactive' | 'closed', milliseconds: number | null) => {
      if (milliseconds === null) return undefined;
      const due = new Date(this.clock.now() + milliseconds / this.clock.speed).toISOString();
      const timer = this.clock.after(milliseconds, () => {
        delete this.#running.get(conversation.sid)?.[to];
        this.onDue(conversation, to);
      });
      return { timer, due };
    };
    this.#running.set(conversation.sid, {
      inactive: state === 'active' ? start('inactive', timers.inactive) : undefined,
      closed: start('closed', timers.closed),
    });
  }

  /** Inactive already: only the other timer goes on. */
  stopInactive(conversation: Conversation): void {
    const running = this.#running.get(conversation.sid);
    running?.inactive?.timer.cancel();
    delete running?.inactive;
  }

  stop(conversation: Conversation): void {
    const running = this.#running.get(conversation.sid);
    running?.inactive?.timer.cancel();
    running?.closed?.timer.cancel();
    this.#running.delete(conversation.sid);
  }

  /** When what is going to happen: the `timers` object of the REST resource. */
  dates(conversation: Conversation): { date_inactive?: string; date_closed?: string } {
    const running = this.#running.get(conversation.sid);
    return {
      ...(running?.inactive ? { date_inactive: running.inactive.due } : {}),
      ...(running?.closed ? { date_closed: running.closed.due } : {}),
    };
  }
}
