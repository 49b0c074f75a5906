import { setImmediate as nextTurn } from 'node:timers/promises';
import { defaultSite } from '../../sites/default';
import { ContainerMemory } from '../availability/container-memory';
import {
  type Availability,
  type AvailabilityContext,
  type AvailabilityQuestion,
  queueAvailability,
} from '../availability/queue-availability';
import type { SiteClosing } from '../availability/site-closing';
import { ConversationSid, QueueSid } from '../twilio/sids';
import type { PendingTask } from '../twilio/taskrouter';
import { MemoryTwilio } from './memory-twilio';
import { sid } from './sid';

export const QUEUE = sid(QueueSid, 'WQ', 1);
export const conversation = (number: number) => sid(ConversationSid, 'CH', number);

/** One account, whose queue several containers ask about. */
export class AvailabilitySetting {
  readonly twilio = new MemoryTwilio();
  readonly log = this.twilio.log;
  readonly clock = this.twilio.clock;
  readonly notes: string[] = [];
  /** What was waited for, in milliseconds. */
  readonly pauses: number[] = [];
  random = 0.5;
  closing: SiteClosing | undefined;

  /** What a container of its own needs to answer. */
  context(memory = new ContainerMemory()): AvailabilityContext {
    return {
      twilio: this.twilio.parts,
      memory,
      queueSid: QUEUE,
      closing: async () => this.closing,
      now: this.clock.now,
      random: () => this.random,
      pause: (milliseconds) => this.#pause(milliseconds),
      note: ({ problem }) => void this.notes.push(problem),
    };
  }

  /** A container: it remembers from one question to the next. */
  container(): (question?: Partial<AvailabilityQuestion>) => Promise<Availability> {
    const context = this.context();
    return (question = {}) => queueAvailability(context, { site: defaultSite, ...question });
  }

  /** So many chats wait, the conversation 1 first. */
  given(waiting: number): void {
    this.twilio.statistics = { availableWorkers: 1, waitingTasks: waiting };
    this.twilio.pendingTasks = Array.from({ length: waiting }, (_, index) => chat(index + 1));
  }

  /** The worker has all the chats that there may be. */
  full(): void {
    this.twilio.workerChannels.set('WK1', { available: true, availableCapacityPercentage: 0 });
  }

  /** How often TaskRouter was read. */
  readings(): number {
    return this.log.of('taskRouter.queueStatistics').length;
  }

  /** Everything that was asked of TaskRouter fails. */
  taskRouterFails(error: Error): void {
    for (const method of ['queueStatistics', 'acceptedTasks', 'pendingTasks', 'availableWorkers', 'workerChannel'])
      this.log.fail(`taskRouter.${method}`, error);
  }

  syncFails(error: Error): void {
    for (const method of ['create', 'fetch', 'update']) this.log.fail(`sync.${method}`, error);
  }

  /** Longer than three calls take; the clock stands still, since others wait at the same time. */
  async #pause(milliseconds: number): Promise<void> {
    this.pauses.push(milliseconds);
    for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  }

  /** Whatever failed works again. */
  mend(): void {
    this.log.mend();
  }
}

export const chat = (number: number): PendingTask => ({
  taskChannel: 'chat',
  conversationSid: conversation(number),
});
