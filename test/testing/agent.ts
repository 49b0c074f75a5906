import type { Client, Conversation } from '@twilio/conversations';
import { type Reservation, Worker, Workspace } from 'twilio-taskrouter';
import { connectSdk, type Line, shutDownSdk } from './customer';
import type { House } from './house';
import { until } from './until';

interface Offer {
  reservation: Reservation;
  attributes: Record<string, unknown>;
}

/** A Flex agent without the desktop: the real TaskRouter and Conversations SDKs, and the Interaction routes of Flex. */
export class Agent {
  readonly offers: Offer[] = [];

  private constructor(
    readonly house: House,
    readonly workerSid: string,
    readonly identity: string,
    readonly token: string,
    readonly worker: Worker,
    readonly client: Client,
  ) {
    worker.on('reservationCreated', (reservation) => {
      this.offers.push({ reservation, attributes: reservation.task.attributes as Record<string, unknown> });
    });
  }

  /** @param name the beginning of the name: `Alice` or `Bob` */
  static async signIn(house: House, name: string): Promise<Agent> {
    const agent = house.twilio.taskRouter.agents().find((candidate) => candidate.name.startsWith(name));
    if (!agent) throw new Error(`No agent ${name}`);
    const response = await fetch(`${house.twilio.url}/_local/agents/${agent.workerSid}/token`, { method: 'POST' });
    const { token } = (await response.json()) as { token: string };
    const worker = new Worker(token, bridgeOptions(house));
    await new Promise<void>((resolve, reject) => {
      worker.on('ready', () => resolve());
      worker.on('error', reject);
    });
    const client = connectSdk(house, token);
    await until('the agent is connected', client, ['stateChanged'], () => client.connectionState === 'connected');
    return new Agent(house, agent.workerSid, agent.identity, token, worker, client);
  }

  async goes(activity: 'Available' | 'Offline' | 'Unavailable'): Promise<void> {
    const found = [...this.worker.activities.values()].find(({ name }) => name === activity);
    if (!found) throw new Error(`No activity ${activity}`);
    await found.setAsCurrent();
  }

  /** Waits for an offer of this conversation, or of any. */
  offer(conversationSid?: string): Promise<Offer> {
    return until('the agent gets an offer', this.worker, ['reservationCreated'], () =>
      this.offers.find(
        ({ reservation, attributes }) =>
          reservation.status === 'pending' && (!conversationSid || attributes.conversationSid === conversationSid),
      ),
    );
  }

  /** Accepts by the invite of the Interaction, as Flex does, and joins the conversation. */
  async accept({ reservation, attributes }: Offer): Promise<AgentChat> {
    const { flexInteractionSid, flexInteractionChannelSid, flexChannelInviteSid, conversationSid } = attributes;
    const accepted = until(
      'the reservation is accepted',
      reservation,
      ['accepted'],
      () => reservation.status === 'accepted',
    );
    await this.rpc(
      `v1/Interactions/${flexInteractionSid}/Channels/${flexInteractionChannelSid}/Invites/${flexChannelInviteSid}`,
      { action: 'accept', routing: { type: 'taskrouter', reservation: { sid: reservation.sid } } },
    );
    await accepted;
    const conversation = await this.client.getConversationBySid(String(conversationSid));
    return new AgentChat(this, reservation, attributes, conversation);
  }

  async takes(conversationSid?: string): Promise<AgentChat> {
    return this.accept(await this.offer(conversationSid));
  }

  /** Declines an offer, as Flex does. */
  async rejects({ reservation }: Offer): Promise<void> {
    await reservation.reject();
  }

  /** The private RPC of Flex behind the event-bridge. */
  async rpc(url: string, params: Record<string, unknown>, method = 'POST'): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.house.twilio.url}/__t/event-bridge.twilio.com/v1/wschannels`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url, method, params, token: this.token }),
    });
    const body = (await response.json()) as { payload: Record<string, unknown>; message?: string };
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${body.message}`);
    return body.payload;
  }

  async signOut(): Promise<void> {
    this.worker.disconnect();
    await shutDownSdk(this.client);
  }
}

/** Where the TaskRouter SDK finds the local Twilio. */
function bridgeOptions(house: House) {
  const bridge = `${house.twilio.url}/__t/event-bridge.twilio.com/v1/wschannels`;
  return { ebServer: bridge, wsServer: bridge.replace('http', 'ws'), logLevel: 'silent' } as const;
}

/** A chat in an agent's hands. */
export class AgentChat {
  constructor(
    readonly agent: Agent,
    readonly reservation: Reservation,
    readonly attributes: Record<string, unknown>,
    readonly conversation: Conversation,
  ) {}

  get #channel(): string {
    return `v1/Interactions/${this.attributes.flexInteractionSid}/Channels/${this.attributes.flexInteractionChannelSid}`;
  }

  async says(text: string): Promise<void> {
    await this.conversation.sendMessage(text);
  }

  hears(words: string): Promise<Line> {
    return until(`the agent hears ${words}`, this.conversation, ['messageAdded'], async () => {
      const { items } = await this.conversation.getMessages(100);
      const found = items.find(({ body }) => body?.includes(words));
      return found && { author: found.author, body: found.body };
    });
  }

  /** The chat ends for everybody; the task goes to wrap-up. */
  async ends(): Promise<void> {
    await this.agent.rpc(this.#channel, { status: 'closed', routing: { status: 'wrapup' } });
  }

  /** This agent leaves; the chat goes on if somebody else is there. */
  async leaves(): Promise<void> {
    const { participants } = (await this.agent.rpc(`${this.#channel}/Participants`, {}, 'GET')) as {
      participants: { sid: string; type: string; media_properties: { identity: string } }[];
    };
    const own = participants.find(({ media_properties: media }) => media.identity === this.agent.identity);
    if (!own) throw new Error('The agent is not in the interaction');
    await this.agent.rpc(`${this.#channel}/Participants/${own.sid}`, { status: 'closed' });
  }

  /** Offers the chat to another agent. Whether this one stays until it is accepted is an assumption of the local Twilio. */
  async transfersTo(other: Agent): Promise<void> {
    await this.#transfer(other.workerSid);
  }

  /** Offers the chat to whoever of a queue comes next. */
  async transfersToQueue(name: string): Promise<void> {
    const { token, house } = this.agent;
    const workspace = new Workspace(token, bridgeOptions(house));
    const queue = [...(await workspace.fetchTaskQueues()).values()].find((one) => one.name === name);
    if (!queue) throw new Error(`No queue ${name}`);
    await this.#transfer(queue.sid);
  }

  async sendsFile(filename: string, contentType: string, media: Buffer): Promise<void> {
    await this.conversation.prepareMessage().addMedia({ filename, contentType, media }).build().send();
  }

  /** Everything said so far: the customer sees it as read. */
  async reads(): Promise<void> {
    await this.conversation.setAllMessagesRead();
  }

  /** Waits until the task is in wrap-up. */
  async isInWrapup(): Promise<void> {
    await until('the task is in wrap-up', this.reservation, ['wrapup', 'completed'], () =>
      ['wrapping', 'completed'].includes(this.reservation.status),
    );
  }

  async #transfer(to: string): Promise<void> {
    const { flexInstanceSid } = this.agent.house.twilio.account;
    const url = this.#channel.replace(/^v1/, `v1/Instances/${flexInstanceSid}`);
    await this.agent.rpc(`${url}/Transfers`, { type: 'cold', to });
  }

  async completes(): Promise<void> {
    await this.agent.rpc(this.#channel, { status: 'closed', routing: { status: 'closed' } });
    await until(
      'the task is completed',
      this.reservation,
      ['completed'],
      () => this.reservation.status === 'completed',
    );
  }
}
