import Twilio from 'twilio/lib/rest/Twilio';
import { type LocalTwilio, startLocalTwilio } from '../../../local-twilio/src/local-twilio';
import { runWithTwilioPort } from '../../../local-twilio/src/preload.cjs';
import { type TaskFacts, taskAttributes } from '../../../src/lib/handoff/task-attributes';
import { plainSid, sid } from '../../../src/lib/testing/sid';
import { ConversationSid } from '../../../src/lib/twilio/sids';
import { checkRequests } from '../../../test/testing/openapi';

type Workspace = ReturnType<Twilio['taskrouter']['v1']['workspaces']>;
type Activity = 'Available' | 'Offline' | 'Unavailable' | 'Break';

/** A workspace of a new Flex account with three agents, reached by the real helper library. */
export class RoutingHouse {
  readonly #sids = new Map<string, string>();

  private constructor(readonly twilio: LocalTwilio) {}

  static async start(seed: 'ready' | 'new-flex' = 'new-flex'): Promise<RoutingHouse> {
    const house = new RoutingHouse(await startLocalTwilio({ seed }));
    if (seed === 'new-flex') {
      await house.hire('bob', {
        brand: 'default',
        languages: ['en'],
        routing: { skills: ['orders', 'support'], levels: {} },
      });
      await house.hire('clara', {
        brand: 'outlet',
        languages: ['de', 'en'],
        routing: { skills: ['returns'], levels: {} },
      });
    }
    return house;
  }

  get workspaceSid(): string {
    return this.twilio.account.workspaceSid;
  }

  /** With the helper library on the local Twilio's port. */
  ask<Result>(work: (client: Twilio) => Promise<Result>): Promise<Result> {
    const { accountSid, apiKey, apiSecret } = this.twilio.account;
    return runWithTwilioPort(this.twilio.port, () =>
      work(new Twilio(apiKey, apiSecret, { accountSid, keepAlive: false })),
    );
  }

  in<Result>(work: (workspace: Workspace) => Promise<Result>): Promise<Result> {
    return this.ask(({ taskrouter }) => work(taskrouter.v1.workspaces(this.workspaceSid)));
  }

  async hire(name: string, attributes: Record<string, unknown>): Promise<void> {
    await this.in(({ workers }) =>
      workers.create({ friendlyName: `${name}@example.com`, attributes: JSON.stringify(attributes) }),
    );
  }

  /** SID of a worker by the beginning of the name. */
  worker(name: string): Promise<string> {
    return this.#sid(name, () => this.in(({ workers }) => workers.list({ friendlyName: `${name}@example.com` })));
  }

  async goes(name: string, activity: Activity): Promise<void> {
    const workerSid = await this.worker(name);
    const activitySid = await this.#sid(activity, () =>
      this.in(({ activities }) => activities.list({ friendlyName: activity })),
    );
    await this.in((workspace) => workspace.workers(workerSid).update({ activitySid }));
  }

  /** How many chats a worker takes at once. */
  async takes(name: string, capacity: number): Promise<void> {
    const workerSid = await this.worker(name);
    await this.in((workspace) => workspace.workers(workerSid).workerChannels('chat').update({ capacity }));
  }

  /** A chat in the workflow; returns its SID. */
  async chat(attributes: Record<string, unknown>, workflow = 'Chat'): Promise<string> {
    const workflowSid = await this.#sid(`workflow ${workflow}`, () =>
      this.in(({ workflows }) => workflows.list({ friendlyName: workflow })),
    );
    const task = await this.in(({ tasks }) =>
      tasks.create({ workflowSid, taskChannel: 'chat', attributes: JSON.stringify(attributes) }),
    );
    return task.sid;
  }

  /** Queue, priority, and to whom it is offered: `Chat 10 bob`. */
  async where(taskSid: string): Promise<string> {
    const task = await this.in((workspace) => workspace.tasks(taskSid).fetch());
    const reservations = await this.in((workspace) => workspace.tasks(taskSid).reservations.list());
    const offered = reservations.find(({ reservationStatus }) => ['pending', 'accepted'].includes(reservationStatus));
    const who = offered?.workerName.split('@')[0] ?? task.assignmentStatus;
    return `${task.taskQueueFriendlyName} ${task.priority} ${who}`;
  }

  async #sid(name: string, find: () => Promise<{ sid: string }[]>): Promise<string> {
    const sidOf = this.#sids.get(name) ?? (await find())[0]?.sid;
    if (!sidOf) throw new Error(`Nothing is named ${name}`);
    this.#sids.set(name, sidOf);
    return sidOf;
  }

  async cancel(taskSid: string): Promise<void> {
    await this.in((workspace) => workspace.tasks(taskSid).update({ assignmentStatus: 'canceled' }));
  }

  after(seconds: number): void {
    this.twilio.clock.advance(seconds * 1000);
  }

  async stop(): Promise<void> {
    this.twilio.mend();
    await this.twilio.stop();
    const problems = checkRequests(this.twilio.requests.all().filter(({ status }) => (status ?? 0) < 500));
    if (problems.length > 0) throw new Error(`Not as in Twilio's OpenAPI:\n${problems.join('\n')}`);
  }
}

const CUSTOMER: TaskFacts = {
  conversationSid: sid(ConversationSid, 'CH'),
  site: 'default',
  language: 'en',
  topic: '',
  verified: false,
  name: 'Ada',
  identity: plainSid('CH').replace('CH', 'customer_'),
  messageLeft: false,
  preEngagement: {},
};

/** Attributes as our hand-off makes them. */
export const handedOver = (facts: Partial<TaskFacts> = {}): Record<string, unknown> =>
  JSON.parse(taskAttributes({ ...CUSTOMER, ...facts })) as Record<string, unknown>;
