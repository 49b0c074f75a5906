import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client, Conversation } from '@twilio/conversations';
import AccessToken, { ChatGrant, TaskRouterGrant } from 'twilio/lib/jwt/AccessToken';
import { type Reservation, Worker } from 'twilio-taskrouter';
import { CommandError } from '../command-error';
import type { AccountRun } from './account-run';
import { connectSdk } from './conversations-sdk';

/** Seconds; a run takes minutes. */
const TOKEN_TTL = 3600;
const CONNECTING_MS = 5000;
const DECLINES_AFTER_MS = 500;
const HELD = ['pending', 'accepted'];
const CHAT = 'chat';
/** Some probes let a second chat come while the first one lasts. */
const CHATS_AT_ONCE = 3;

export interface Offer {
  reservation: Reservation;
  attributes: Record<string, unknown>;
}

/**
 * A Flex agent of the run's own: a worker made for it, with the real TaskRouter and Conversations SDKs, and the requests
 * that Flex itself makes. What is not of this run is declined at once.
 */
export class Agent {
  readonly offers: Offer[] = [];

  private constructor(
    readonly rig: AccountRun,
    readonly workerSid: string,
    readonly identity: string,
    private readonly token: string,
    private readonly worker: Worker,
    readonly client: Client,
  ) {
    worker.on('reservationCreated', (reservation) => this.#take(reservation));
  }

  /** @throws CommandError when the queue would not give the worker anything */
  static async hire(rig: AccountRun, friendlyName: string): Promise<Agent> {
    const { values, addresses } = rig.target;
    const identity = `verification_${randomBytes(6).toString('hex')}`;
    const { sid } = await rig.workspace.workers.create({
      friendlyName,
      // The workspace's own default may be an activity in which calls come at once.
      activitySid: await offlineActivity(rig),
      attributes: JSON.stringify({
        full_name: 'Verification',
        public_name: 'Verification',
        contact_uri: `client:${identity}`,
        roles: ['agent'],
        routing: { skills: [], levels: {} },
        ...rig.options.workerAttributes,
        verification: rig.run,
      }),
    });
    rig.lasting.add(`worker ${sid} (${friendlyName})`, () => dismiss(rig, sid));
    rig.lasting.add(`user ${identity}`, () => rig.conversations.users(identity).remove());
    await Promise.all([checkQueue(rig, sid), takeChatsAlone(rig, sid)]);

    const token = new AccessToken(values.accountSid, values.apiKey, values.apiSecret, { identity, ttl: TOKEN_TTL });
    token.addGrant(new ChatGrant({ serviceSid: values.conversationsServiceSid }));
    token.addGrant(new TaskRouterGrant({ workspaceSid: values.workspaceSid, workerSid: sid, role: 'worker' }));
    const jwt = token.toJwt();
    const { eventBridge: ebServer, twilsock } = addresses;
    const own = twilsock === undefined ? {} : { ebServer, wsServer: ebServer.replace(/^http/, 'ws') };
    // A run that is killed must not leave an agent behind to whom customers are routed.
    const worker = new Worker(jwt, { ...own, logLevel: 'silent', setWorkerOfflineIfDisconnected: true });
    await ready(worker, rig);
    const client = await connectSdk(jwt, { twilsock, patience: rig.patience, cleanup: rig.lasting });
    return new Agent(rig, sid, identity, jwt, worker, client);
  }

  async goes(activity: 'available' | 'offline'): Promise<void> {
    if (this.worker.activity.available === (activity === 'available')) return;
    const activities = [...this.worker.activities.values()];
    const found = activity === 'available' ? activities.find(({ available }) => available) : chooseOffline(activities);
    if (!found) throw new Error(`The workspace has no activity in which an agent is ${activity}`);
    await found.setAsCurrent();
  }

  /** An offer of this conversation. */
  async offer(conversationSid: string): Promise<Offer> {
    try {
      return await this.rig.patience.until('the agent is offered the chat', () => this.#find(conversationSid));
    } catch (error) {
      if (!(await this.#isWithAnother(conversationSid))) throw error;
      throw new Error(
        "The chat was offered to another agent of the queue and not to the run's own: choose a quiet hour",
      );
    }
  }

  /** The same, if it comes at all. */
  offerSoon(conversationSid: string): Promise<Offer | undefined> {
    return this.rig.patience.soon(() => this.#find(conversationSid));
  }

  /** Accepts by the invite of the Interaction, as Flex does: the agent is in the conversation then. */
  async accept({ reservation, attributes }: Offer, conversationSid: string): Promise<AgentChat> {
    const { flexInteractionSid, flexInteractionChannelSid, flexChannelInviteSid } = attributes;
    await this.rpc(
      `v1/Interactions/${flexInteractionSid}/Channels/${flexInteractionChannelSid}/Invites/${flexChannelInviteSid}`,
      { action: 'accept', routing: { type: 'taskrouter', reservation: { sid: reservation.sid } } },
    );
    await this.rig.patience.until('the reservation is accepted', () => reservation.status === 'accepted');
    const conversation = await this.client.getConversationBySid(conversationSid);
    return new AgentChat(this, reservation, attributes, conversation);
  }

  async takes(conversationSid: string): Promise<AgentChat> {
    return this.accept(await this.offer(conversationSid), conversationSid);
  }

  /** What Flex asks behind the event-bridge. https://event-bridge.twilio.com has no public description. */
  async rpc(url: string, params: Record<string, unknown>, method = 'POST'): Promise<Record<string, unknown>> {
    const response = await fetch(this.rig.target.addresses.eventBridge, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url, method, params, token: this.token }),
    });
    const body = (await response.json().catch(() => ({}))) as { payload?: Record<string, unknown>; message?: string };
    if (!response.ok) {
      throw new Error(`Flex's own request ${method} ${url.split('/').at(-2)} was answered ${response.status}`);
    }
    return body.payload ?? {};
  }

  #take(reservation: Reservation): void {
    const attributes = reservation.task.attributes as Record<string, unknown>;
    if (this.rig.owns(attributes)) this.offers.push({ reservation, attributes });
    else void this.#decline(reservation);
  }

  /** With a pause: where nobody else is there, the same task comes again at once. */
  async #decline(reservation: Reservation): Promise<void> {
    await pause(DECLINES_AFTER_MS);
    await reservation.reject().catch(() => undefined);
  }

  async #isWithAnother(conversationSid: string): Promise<boolean> {
    const { tasks } = this.rig.workspace;
    const found = await tasks.list({ evaluateTaskAttributes: `conversationSid == "${conversationSid}"` });
    const reservations = await Promise.all(found.map(({ sid }) => tasks(sid).reservations.list()));
    return reservations
      .flat()
      .some(({ workerSid, reservationStatus }) => workerSid !== this.workerSid && HELD.includes(reservationStatus));
  }

  #find(conversationSid: string): Offer | undefined {
    return this.offers.find(
      ({ reservation, attributes }) =>
        reservation.status === 'pending' && attributes.conversationSid === conversationSid,
    );
  }
}

/** A chat in the hands of the run's agent. */
export class AgentChat {
  constructor(
    readonly agent: Agent,
    readonly reservation: Reservation,
    readonly attributes: Record<string, unknown>,
    readonly conversation: Conversation,
  ) {}

  get interactionSid(): string {
    return String(this.attributes.flexInteractionSid);
  }

  get channelSid(): string {
    return String(this.attributes.flexInteractionChannelSid);
  }

  get #channelPath(): string {
    return `v1/Interactions/${this.interactionSid}/Channels/${this.channelSid}`;
  }

  async says(text: string): Promise<void> {
    await this.conversation.sendMessage(text);
  }

  async hearsText(text: string): Promise<void> {
    await this.agent.rig.patience.until('the agent hears what the customer said', async () => {
      const { items } = await this.conversation.getMessages(100);
      return items.some(({ body }) => body === text);
    });
  }

  /** The chat ends for everybody, the task goes to wrap-up. */
  async ends(): Promise<void> {
    await this.agent.rpc(this.#channelPath, { status: 'closed', routing: { status: 'wrapup' } });
  }

  async completes(): Promise<void> {
    await this.agent.rpc(this.#channelPath, { status: 'closed', routing: { status: 'closed' } });
    await this.#reaches('the task is completed', ['completed']);
  }

  async isInWrapup(): Promise<void> {
    await this.#reaches('the task is in wrap-up', ['wrapping', 'completed']);
  }

  /** This agent leaves; the task goes to wrap-up or ends. */
  async leaves(): Promise<void> {
    await this.#participant().then((sid) =>
      this.agent.rig.interaction(this.interactionSid, this.channelSid).participants(sid).update({ status: 'closed' }),
    );
  }

  /** UT… of this agent in the Interaction. */
  async #participant(): Promise<string> {
    const { participants } = (await this.agent.rpc(`${this.#channelPath}/Participants`, {}, 'GET')) as {
      participants?: { sid: string; media_properties?: { identity?: string } }[];
    };
    const own = participants?.find(({ media_properties: media }) => media?.identity === this.agent.identity);
    if (!own) throw new Error('The agent is not in the interaction');
    return own.sid;
  }

  /** Offers the chat to another agent (WK…), without staying for the answer. */
  async transfersTo(to: string): Promise<void> {
    const { flexInstanceSid } = await this.agent.rig.target.client.flexApi.v1.configuration().fetch();
    const path = this.#channelPath.replace(/^v1/, `v1/Instances/${flexInstanceSid}`);
    await this.agent.rpc(`${path}/Transfers`, { type: 'cold', to });
  }

  async #reaches(what: string, statuses: string[]): Promise<void> {
    await this.agent.rig.patience.until(what, () => statuses.includes(this.reservation.status));
  }
}

async function ready(worker: Worker, { patience, lasting }: AccountRun): Promise<void> {
  let state: 'connecting' | 'ready' | Error = 'connecting';
  const decided = new Promise<void>((resolve) => {
    worker.on('ready', () => {
      state = 'ready';
      resolve();
    });
    worker.on('error', (error) => {
      state = error;
      resolve();
    });
  });
  // Cut off while it connects, its socket throws where nobody can catch it.
  lasting.add("the TaskRouter SDK's connection", async () => {
    await Promise.race([decided, pause(CONNECTING_MS, undefined, { ref: false })]);
    worker.disconnect();
  });
  await patience.until('the TaskRouter SDK is ready', () => {
    if (state instanceof Error) throw state;
    return state === 'ready';
  });
}

/** TaskRouter removes nobody who is available. */
export async function dismiss(rig: AccountRun, workerSid: string): Promise<void> {
  const worker = rig.workspace.workers(workerSid);
  const activitySid = await offlineActivity(rig);
  if (activitySid !== undefined) await worker.update({ activitySid, rejectPendingReservations: true });
  await worker.remove();
}

async function offlineActivity({ workspace }: AccountRun): Promise<string | undefined> {
  const activities = await workspace.activities.list();
  return chooseOffline(activities.map(({ sid, friendlyName: name, available }) => ({ sid, name, available })))?.sid;
}

/** Of what a workspace has; its names may be in any language. */
function chooseOffline<Activity extends { name: string; available: boolean }>(activities: Activity[]) {
  const away = activities.filter(({ available }) => !available);
  return away.find(({ name }) => /offline/i.test(name)) ?? away[0];
}

/** Calls and whatever else the workspace routes go past the run's workers. */
async function takeChatsAlone({ workspace }: AccountRun, workerSid: string): Promise<void> {
  const { workerChannels } = workspace.workers(workerSid);
  for (const { sid, taskChannelUniqueName } of await workerChannels.list()) {
    await workerChannels(sid).update(
      taskChannelUniqueName === CHAT ? { capacity: CHATS_AT_ONCE } : { available: false },
    );
  }
}

async function checkQueue({ workspace, target, patience }: AccountRun, workerSid: string): Promise<void> {
  const { queueSid } = target.values;
  const isIn = await patience.soon(async () => {
    const workers = await workspace.workers.list({ taskQueueSid: queueSid });
    return workers.some(({ sid }) => sid === workerSid);
  });
  if (isIn) return;
  const { targetWorkers } = await workspace.taskQueues(queueSid).fetch();
  throw new CommandError(
    `The queue ${queueSid} takes workers with ${targetWorkers}, and the run's own worker is none of them: name what it needs with --worker, as JSON`,
  );
}
