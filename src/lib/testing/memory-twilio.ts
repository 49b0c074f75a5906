import type { AcceptedInteraction, InteractionChannel, NewInteraction } from '../twilio/interactions';
import { InteractionChannelSid, InteractionSid, type QueueSid, TaskSid } from '../twilio/sids';
import type { Execution } from '../twilio/studio';
import type { PendingTask, QueueStatistics, Worker, WorkerChannel } from '../twilio/taskrouter';
import type { Task } from '../twilio/tasks';
import type { TwilioParts } from '../twilio/twilio';
import { CallLog } from './call-log';
import { Clock } from './clock';
import { MemoryConversations } from './memory-conversations';
import { MemoryMessages } from './memory-messages';
import { MemorySync } from './memory-sync';
import { MemoryVideo } from './memory-video';
import { sid } from './sid';

/** All ports in memory, recorded: the use cases of a test see `parts`, the test sees the rest. */
export class MemoryTwilio {
  readonly clock = new Clock();
  readonly log = new CallLog();
  readonly conversations = new MemoryConversations(this.clock.now);
  readonly messages = new MemoryMessages(this.conversations, this.clock.now);
  readonly sync = new MemorySync();
  readonly video = new MemoryVideo();
  /** Channel by interaction. */
  readonly channels = new Map<string, InteractionChannelSid>();
  readonly closedInteractions: string[] = [];
  /** What was asked of Flex; the task is there at once unless `tasksComeLate`. */
  readonly createdInteractions: NewInteraction[] = [];
  tasksComeLate = false;
  /** Interactions that are without an agent on purpose. */
  readonly parkedInteractions = new Set<string>();
  readonly executions = new Map<string, Execution>();
  /** By friendly name. */
  readonly workers = new Map<string, Worker>();
  /** With the conversation in their attributes. */
  readonly tasks: Task[] = [];
  /** Worker by task. */
  readonly holders = new Map<string, string>();
  /** What each call that is not over was last told. */
  readonly liveCalls = new Map<string, string>();
  /** Accepted by Flex and not there yet. */
  readonly lateTasks: Task[] = [];
  /** Conversations for which a task looks for an agent. */
  readonly openTasks = new Set<string>();
  statistics: QueueStatistics = { availableWorkers: 1, waitingTasks: 0 };
  /** How many tasks were accepted lately. */
  acceptedTasks = 0;
  /** In the order in which they are assigned. */
  pendingTasks: PendingTask[] = [];
  /** Workers in an available activity, with their channel, by SID. */
  readonly workerChannels = new Map<string, WorkerChannel>([
    ['WK1', { available: true, availableCapacityPercentage: 100 }],
  ]);
  /** The list of workers knows what is left of their capacity. */
  listKnowsCapacity = true;
  /** Queues by friendly name. */
  readonly queues = new Map<string, QueueSid>();

  readonly parts: TwilioParts = {
    conversations: this.log.record('conversations', this.conversations.port),
    messages: this.log.record('messages', this.messages.port),
    sync: this.log.record('sync', this.sync.port),
    video: this.log.record('video', this.video.port),
    taskRouter: this.log.record('taskRouter', {
      queueByName: async (friendlyName) => this.queues.get(friendlyName),
      queueStatistics: async () => this.statistics,
      acceptedTasks: async () => this.acceptedTasks,
      pendingTasks: async (_queueSid, limit) => this.pendingTasks.slice(0, limit),
      availableWorkers: async (_queueSid, limit, expression) => this.#availableWorkers(expression).slice(0, limit),
      workerChannel: async (workerSid) => this.workerChannels.get(workerSid),
      hasOpenTask: async (conversationSid) => this.openTasks.has(conversationSid),
      workerByName: async (friendlyName) => this.workers.get(friendlyName),
    } satisfies TwilioParts['taskRouter']),
    tasks: this.log.record('tasks', {
      fetch: async (taskSid) => this.tasks.find(({ sid }) => sid === taskSid),
      ofConversation: async (conversationSid) =>
        this.tasks.filter(({ attributes }) => attributes.conversationSid === conversationSid),
      changeAttributes: async (taskSid, change) => {
        const task = this.tasks.find(({ sid }) => sid === taskSid);
        if (!task || task.status === 'completed' || task.status === 'canceled') return false;
        task.attributes = change(task.attributes);
        return true;
      },
      isHeldBy: async (taskSid, workerSid) => this.holders.get(taskSid) === workerSid,
      callingBack: async (callSid) =>
        this.tasks.filter(({ attributes }) => attributes.taskType === 'callback' && attributes.callSid === callSid),
      create: async ({ attributes }) => this.#createTask(JSON.parse(attributes)),
    } satisfies TwilioParts['tasks']),
    calls: this.log.record('calls', {
      update: async (callSid, twiml) => this.#redirectCall(callSid, twiml),
      goTo: async (callSid, url) => this.#redirectCall(callSid, url),
    } satisfies TwilioParts['calls']),
    interactions: this.log.record('interactions', {
      channel: async (interactionSid) => this.#channel(interactionSid),
      close: async (interactionSid) => {
        this.closedInteractions.push(interactionSid);
      },
      create: async (wanted) => this.#createInteraction(wanted),
      park: async (interactionSid) => {
        this.parkedInteractions.add(interactionSid);
      },
    } satisfies TwilioParts['interactions']),
    studio: this.log.record('studio', {
      execution: async (_flowSid, executionSid) => this.executions.get(executionSid),
    } satisfies TwilioParts['studio']),
  };

  #redirectCall(callSid: string, to: string): boolean {
    if (!this.liveCalls.has(callSid)) return false;
    this.liveCalls.set(callSid, to);
    return true;
  }

  #createTask(attributes: Record<string, unknown>): Task {
    const taskSid = sid(TaskSid, 'WT', 1000 + this.tasks.length);
    const task: Task = { sid: taskSid, status: 'pending', attributes, createdAt: new Date(this.clock.now()) };
    this.tasks.push(task);
    return task;
  }

  /** The first one is INTERACTION of handoff-setting.ts, the next ones count on. */
  #createInteraction(wanted: NewInteraction): AcceptedInteraction {
    this.createdInteractions.push(wanted);
    const number = this.createdInteractions.length;
    const interactionSid = sid(InteractionSid, 'KD', number);
    const channelSid = sid(InteractionChannelSid, 'UO', number);
    const taskSid = sid(TaskSid, 'WT', number);
    this.channels.set(interactionSid, channelSid);
    const flex = { flexInteractionSid: interactionSid, flexInteractionChannelSid: channelSid };
    const attributes = { ...JSON.parse(wanted.attributes), ...flex };
    const task: Task = { sid: taskSid, status: 'pending', attributes, createdAt: new Date(this.clock.now()) };
    if (this.tasksComeLate) this.lateTasks.push(task);
    else this.tasks.push(task);
    return { interactionSid, channelSid, taskSid };
  }

  #availableWorkers(expression: string | undefined): string[] {
    const workers = [...this.workerChannels];
    if (expression !== undefined && !this.listKnowsCapacity) return [];
    const fits = ({ availableCapacityPercentage }: WorkerChannel) =>
      expression === undefined || availableCapacityPercentage > 0 === expression.endsWith('> 0');
    return workers.filter(([, channel]) => fits(channel)).map(([workerSid]) => workerSid);
  }

  #channel(interactionSid: string): InteractionChannel | undefined {
    const channelSid = this.channels.get(interactionSid);
    if (!channelSid) return undefined;
    if (this.closedInteractions.includes(interactionSid)) return { sid: channelSid, state: 'ended' };
    return { sid: channelSid, state: this.parkedInteractions.has(interactionSid) ? 'parked' : 'open' };
  }
}
