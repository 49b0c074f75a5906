import { Client } from '@twilio/conversations';
import { type Reservation, Worker } from 'twilio-taskrouter';
import { AgentChat } from './agent-chat';
import { type AgentTask, agentTask } from './agent-task';
import { type Agent, fetchLogin, type Login } from './control-api';
import { InteractionsRpc } from './interactions-rpc';
import { transferEnd } from './transfer-watch';

const HTTP = `${location.origin}/__t`;
const SOCKETS = HTTP.replace(/^http/, 'ws');
const EVENT_BRIDGE = '/event-bridge.twilio.com/v1/wschannels';
const TWILSOCK = '/tsock.us1.twilio.com/v3/wsconnect';

const RESERVATION_EVENTS = ['accepted', 'canceled', 'completed', 'rejected', 'rescinded', 'timeout', 'wrapup'] as const;

/** What was asked of Twilio for a task and has not shown in an event yet. */
export type Wish = 'accept' | 'decline' | 'transfer' | 'cancel' | 'leave' | 'end' | 'complete';

/** One logged-in agent on the real SDKs. Tasks change by SDK events alone. */
export class AgentSession {
  connected = false;
  readonly chats = new Map<string, AgentChat>();
  readonly wishes = new Map<string, Wish>();
  readonly problems = new Map<string, string>();
  /** Why a task has gone without our doing. */
  notice = '';
  #tasks = new Map<string, AgentTask>();
  #worker: Worker | undefined;
  #client: Client | undefined;
  #login: Login = { token: '', flexInstanceSid: '' };
  /** UX… by reservation. */
  readonly #transfers = new Map<string, string>();
  readonly #rpc: InteractionsRpc;

  constructor(
    readonly agent: Agent,
    readonly colleagues: Agent[],
    private readonly changed: () => void,
  ) {
    this.#rpc = new InteractionsRpc(HTTP + EVENT_BRIDGE, () => this.#login, agent.workerSid);
  }

  async start(): Promise<void> {
    this.#login = await fetchLogin(this.agent.workerSid);
    this.#client = this.#connectConversations(this.#login.token);
    this.#worker = this.#connectTaskRouter(this.#login.token);
  }

  /** Offers first, then the oldest. */
  get tasks(): AgentTask[] {
    const isOffer = ({ status }: AgentTask) => Number(status === 'pending');
    return [...this.#tasks.values()].sort(
      (one, other) => isOffer(other) - isOffer(one) || one.offeredUntil.getTime() - other.offeredUntil.getTime(),
    );
  }

  get available(): boolean {
    return this.#worker?.activity?.available ?? false;
  }

  get activityName(): string {
    return this.#worker?.activity?.name ?? '';
  }

  async setAvailable(available: boolean): Promise<void> {
    const activities = [...(this.#worker?.activities.values() ?? [])];
    const wanted = activities.find((activity) => (available ? activity.available : activity.name === 'Offline'));
    await wanted?.setAsCurrent();
    this.changed();
  }

  accept(task: AgentTask): Promise<void> {
    const { interaction } = task;
    if (!interaction) return this.#wish(task, 'accept', () => this.#reservation(task)?.accept());
    return this.#wish(task, 'accept', () => this.#rpc.accept(interaction, task.reservationSid));
  }

  decline(task: AgentTask): Promise<void> {
    return this.#wish(task, 'decline', () => this.#reservation(task)?.reject());
  }

  end(task: AgentTask): Promise<void> {
    const { interaction } = task;
    const wrapUp = () => this.#reservation(task)?.task.wrapUp({ reason: 'Ended by the agent' });
    return this.#wish(task, 'end', () => (interaction ? this.#rpc.end(interaction) : wrapUp()));
  }

  leave(task: AgentTask): Promise<void> {
    return this.#wish(task, 'leave', () => task.interaction && this.#rpc.leave(task.interaction));
  }

  complete(task: AgentTask): Promise<void> {
    const { interaction } = task;
    const complete = () => this.#reservation(task)?.complete();
    return this.#wish(task, 'complete', () => (interaction ? this.#rpc.complete(interaction) : complete()));
  }

  async transfer(task: AgentTask, colleague: Agent): Promise<void> {
    const { interaction, reservationSid } = task;
    if (!interaction) return;
    await this.#wish(task, 'transfer', async () => {
      const { sid } = await this.#rpc.transfer(interaction, colleague.workerSid);
      this.#transfers.set(reservationSid, sid);
    });
    const sid = this.#transfers.get(reservationSid);
    if (!sid || (await transferEnd(() => this.#rpc.transferOf(interaction, sid))) !== 'failed') return;
    this.#transfers.delete(reservationSid);
    if (this.wishes.get(reservationSid) !== 'transfer') return;
    this.#forgetWish(reservationSid);
    this.problems.set(reservationSid, `${colleague.name} has not taken the chat. You are still in it.`);
    this.changed();
  }

  async cancelTransfer(task: AgentTask): Promise<void> {
    const { interaction, reservationSid } = task;
    const sid = this.#transfers.get(reservationSid);
    if (!interaction || !sid) return;
    await this.#wish(task, 'cancel', () => this.#rpc.cancelTransfer(interaction, sid));
    this.#forgetWish(reservationSid);
    this.changed();
  }

  #connectTaskRouter(token: string): Worker {
    const worker = new Worker(token, {
      ebServer: HTTP + EVENT_BRIDGE,
      wsServer: SOCKETS + EVENT_BRIDGE,
      logLevel: 'silent',
    });
    worker.on('ready', () => {
      this.connected = true;
      for (const reservation of worker.reservations.values()) this.#watch(reservation);
      this.changed();
    });
    worker.on('reservationCreated', (reservation) => {
      this.notice = '';
      this.#watch(reservation);
    });
    worker.on('activityUpdated', () => this.changed());
    worker.on('disconnected', () => {
      this.connected = false;
      this.changed();
    });
    worker.on('tokenExpired', () => void this.#refreshToken());
    return worker;
  }

  #connectConversations(token: string): Client {
    const client = new Client(token, { Twilsock: { uri: SOCKETS + TWILSOCK }, logLevel: 'silent' });
    client.on('conversationJoined', ({ sid }) => void this.chats.get(sid)?.attach(client));
    client.on('tokenAboutToExpire', () => void this.#refreshToken());
    return client;
  }

  async #refreshToken(): Promise<void> {
    this.#login = await fetchLogin(this.agent.workerSid);
    this.#worker?.updateToken(this.#login.token);
    await this.#client?.updateToken(this.#login.token);
  }

  #watch(reservation: Reservation): void {
    for (const event of RESERVATION_EVENTS) reservation.on(event, (changed) => this.#show(changed, event));
    reservation.task.on('updated', () => this.#show(reservation));
    this.#show(reservation);
  }

  #show(reservation: Reservation, event?: (typeof RESERVATION_EVENTS)[number]): void {
    const before = this.#tasks.get(reservation.sid);
    const task = agentTask(reservation);
    const wish = this.wishes.get(reservation.sid);
    if (task?.status !== before?.status) this.#forgetWish(reservation.sid);
    if (task) {
      this.#tasks.set(task.reservationSid, {
        ...task,
        conversationSid: task.conversationSid ?? before?.conversationSid,
      });
      if (task.status !== 'pending') void this.#openChat(task).catch(() => undefined);
    } else {
      this.#tasks.delete(reservation.sid);
      if (before) this.#forgetChat(before);
      if (before && event) this.notice = departure(before, event, wish);
    }
    this.changed();
  }

  async #openChat(task: AgentTask): Promise<void> {
    const sid = task.conversationSid ?? (task.interaction && (await this.#rpc.conversationSid(task.interaction)));
    if (!sid || !this.#client) return;
    const shown = this.#tasks.get(task.reservationSid);
    if (shown) this.#tasks.set(task.reservationSid, { ...shown, conversationSid: sid });
    const known = this.chats.get(sid);
    const chat = known && known.state !== 'left' ? known : this.#newChat(sid);
    await chat.attach(this.#client);
  }

  #newChat(conversationSid: string): AgentChat {
    const agents = [this.agent, ...this.colleagues].map(({ identity }) => identity);
    const isAgent = (identity: string) => agents.includes(identity);
    const chat = new AgentChat(conversationSid, this.agent.identity, isAgent, this.changed);
    this.chats.set(conversationSid, chat);
    return chat;
  }

  #forgetChat({ conversationSid = '' }: AgentTask): void {
    if (this.tasks.some((task) => task.conversationSid === conversationSid)) return;
    this.chats.get(conversationSid)?.close();
    this.chats.delete(conversationSid);
  }

  #reservation({ reservationSid }: AgentTask): Reservation | undefined {
    return this.#worker?.reservations.get(reservationSid);
  }

  async #wish(task: AgentTask, wish: Wish, ask: () => Promise<unknown> | undefined): Promise<void> {
    this.wishes.set(task.reservationSid, wish);
    this.problems.delete(task.reservationSid);
    this.notice = '';
    this.changed();
    try {
      await ask();
    } catch (error) {
      this.#forgetWish(task.reservationSid);
      this.problems.set(task.reservationSid, error instanceof Error ? error.message : String(error));
    }
    this.changed();
  }

  #forgetWish(reservationSid: string): void {
    this.wishes.delete(reservationSid);
    this.problems.delete(reservationSid);
  }
}

function departure({ customerName }: AgentTask, event: (typeof RESERVATION_EVENTS)[number], wish?: Wish): string {
  if (event === 'completed' && wish === 'transfer') return `Your colleague has taken the chat of ${customerName}.`;
  if (event === 'timeout') return `The chat of ${customerName} was not answered in time and goes to somebody else.`;
  if (event === 'rescinded') return `The chat of ${customerName} was taken by somebody else.`;
  if (event === 'canceled') return `The chat of ${customerName} was cancelled.`;
  return '';
}
