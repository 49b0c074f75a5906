import type { InteractionChannel } from '../twilio/interactions';
import type { InteractionChannelSid } from '../twilio/sids';
import type { Execution } from '../twilio/studio';
import type { QueueStatistics, Worker } from '../twilio/taskrouter';
import type { Task } from '../twilio/tasks';
import type { TwilioParts } from '../twilio/twilio';
import { CallLog } from './call-log';
import { Clock } from './clock';
import { MemoryConversations } from './memory-conversations';
import { MemorySync } from './memory-sync';

/** All ports in memory, recorded: the use cases of a test see `parts`, the test sees the rest. */
export class MemoryTwilio {
  readonly clock = new Clock();
  readonly log = new CallLog();
  readonly conversations = new MemoryConversations(this.clock.now);
  readonly sync = new MemorySync();
  /** Channel by interaction. */
  readonly channels = new Map<string, InteractionChannelSid>();
  readonly closedInteractions: string[] = [];
  /** Interactions that are without an agent on purpose. */
  readonly parkedInteractions = new Set<string>();
  readonly executions = new Map<string, Execution>();
  /** By friendly name. */
  readonly workers = new Map<string, Worker>();
  /** With the conversation in their attributes. */
  readonly tasks: Task[] = [];
  /** Conversations for which a task looks for an agent. */
  readonly openTasks = new Set<string>();
  statistics: QueueStatistics = { availableWorkers: 1, waitingTasks: 0, longestWait: 0 };

  readonly parts: TwilioParts = {
    conversations: this.log.record('conversations', this.conversations.port),
    sync: this.log.record('sync', this.sync.port),
    taskRouter: this.log.record('taskRouter', {
      queueStatistics: async () => this.statistics,
      hasOpenTask: async (conversationSid) => this.openTasks.has(conversationSid),
      workerByName: async (friendlyName) => this.workers.get(friendlyName),
    } satisfies TwilioParts['taskRouter']),
    tasks: this.log.record('tasks', {
      ofConversation: async (conversationSid) =>
        this.tasks.filter(({ attributes }) => attributes.conversationSid === conversationSid),
      changeAttributes: async (taskSid, change) => {
        const task = this.tasks.find(({ sid }) => sid === taskSid);
        if (!task || task.status === 'completed' || task.status === 'canceled') return false;
        task.attributes = change(task.attributes);
        return true;
      },
    } satisfies TwilioParts['tasks']),
    interactions: this.log.record('interactions', {
      channel: async (interactionSid) => this.#channel(interactionSid),
      close: async (interactionSid) => {
        this.closedInteractions.push(interactionSid);
      },
    } satisfies TwilioParts['interactions']),
    studio: this.log.record('studio', {
      execution: async (_flowSid, executionSid) => this.executions.get(executionSid),
    } satisfies TwilioParts['studio']),
  };

  #channel(interactionSid: string): InteractionChannel | undefined {
    const sid = this.channels.get(interactionSid);
    if (!sid) return undefined;
    if (this.closedInteractions.includes(interactionSid)) return { sid, state: 'ended' };
    return { sid, state: this.parkedInteractions.has(interactionSid) ? 'parked' : 'open' };
  }
}
