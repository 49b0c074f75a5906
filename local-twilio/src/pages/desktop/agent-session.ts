import type { Reservation } from 'twilio-taskrouter';
import { AgentCall } from './agent-call';
import { AgentChat } from './agent-chat';
import { AgentConnection, EVENT_BRIDGE_URL } from './agent-connection';
import { type AgentTask, agentTask } from './agent-task';
import type { Agent } from './control-api';
import { departure, RESERVATION_EVENTS, type ReservationEvent } from './departure';
import type { Directory } from './directory';
import { InteractionsRpc } from './interactions-rpc';
import { transferEnd } from './transfer-watch';
import { leaveVideo, loadVideoPanel } from './video-panel';

/** What was asked of Twilio for a task and has not shown in an event yet. */
export type Wish = 'accept' | 'decline' | 'transfer' | 'cancel' | 'leave' | 'end' | 'complete';

/** One logged-in agent on the real SDKs. Tasks change by SDK events alone. */
export class AgentSession {
  readonly chats = new Map<string, AgentChat>();
  /** By task; of a callback, and of a chat that a bot has handed over, for the note alone. */
  readonly calls = new Map<string, AgentCall>();
  readonly wishes = new Map<string, Wish>();
  readonly problems = new Map<string, string>();
  /** Where chats of this agent have been handed over to: reservation → name of the agent or queue. */
  readonly handedTo = new Map<string, string>();
  /** Tasks that this agent has let go before. */
  readonly declined = new Set<string>();
  /** Origin of the Functions, once there can be video. */
  videoUrl: string | undefined;
  #gone: { name: string; event: ReservationEvent } | undefined;
  #tasks = new Map<string, AgentTask>();
  readonly #watched = new WeakSet<Reservation>();
  /** UX… by reservation. */
  readonly #transfers = new Map<string, string>();
  readonly #connection: AgentConnection;
  readonly #rpc: InteractionsRpc;

  constructor(
    readonly agent: Agent,
    readonly colleagues: Agent[],
    private readonly changed: () => void,
  ) {
    this.#connection = new AgentConnection(agent.workerSid, {
      onReady: (reservations) => this.#reset(reservations),
      onOffer: (reservation) => this.#watch(reservation),
      onJoined: (conversationSid) => this.#attach(this.chats.get(conversationSid)),
      onChatReady: () => {
        for (const chat of this.chats.values()) this.#attach(chat);
      },
      onChange: this.changed,
    });
    this.#rpc = new InteractionsRpc(EVENT_BRIDGE_URL, () => this.#connection.login);
  }

  start(): Promise<void> {
    void loadVideoPanel().then((url) => {
      this.videoUrl = url;
      this.changed();
    });
    return this.#connection.start();
  }

  /** The Flex token as it is now. */
  get token(): string {
    return this.#connection.login.token;
  }

  /** This task stays as it is, and why. */
  refuse({ reservationSid }: AgentTask, reason: string): void {
    this.problems.set(reservationSid, reason);
    this.changed();
  }

  dismissProblem({ reservationSid }: AgentTask): void {
    if (this.problems.delete(reservationSid)) this.changed();
  }

  get connected(): boolean {
    return this.#connection.connected;
  }

  /** Offers first, then the oldest. */
  get tasks(): AgentTask[] {
    const isOffer = ({ status }: AgentTask) => Number(status === 'pending');
    return [...this.#tasks.values()].sort(
      (one, other) => isOffer(other) - isOffer(one) || one.reservedAt.getTime() - other.reservedAt.getTime(),
    );
  }

  get available(): boolean {
    return this.#connection.worker?.activity?.available ?? false;
  }

  get activityName(): string {
    return this.#connection.worker?.activity?.name ?? '';
  }

  /** Why the last task has gone; empty when there is nothing to say. */
  get notice(): string {
    return this.#gone ? departure(this.#gone.name, this.#gone.event, this.activityName) : '';
  }

  dismissNotice(): void {
    this.#gone = undefined;
    this.changed();
  }

  async setAvailable(available: boolean): Promise<void> {
    const activities = [...(this.#connection.worker?.activities.values() ?? [])];
    const wanted = activities.find((activity) => (available ? activity.available : activity.name === 'Offline'));
    this.#gone = undefined;
    await wanted?.setAsCurrent();
    this.changed();
  }

  directory(): Promise<Directory> {
    return this.#connection.directory();
  }

  accept(task: AgentTask): Promise<void> {
    const { interaction } = task;
    // What Flex does for a call: a bare accept() would leave the caller in the queue.
    if (task.kind === 'call') return this.#wish(task, 'accept', () => this.#reservation(task)?.conference());
    if (!interaction) return this.#wish(task, 'accept', () => this.#reservation(task)?.accept());
    return this.#wish(task, 'accept', () => this.#rpc.accept(interaction, task.reservationSid));
  }

  decline(task: AgentTask): Promise<void> {
    return this.#wish(task, 'decline', () => this.#reservation(task)?.reject());
  }

  end(task: AgentTask): Promise<void> {
    const { interaction } = task;
    const call = this.calls.get(task.taskSid);
    if (call && task.kind === 'call') return this.#wish(task, 'end', async () => call.hangUp());
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

  /** To an agent (WK…) or a queue (WQ…). When this agent is out, the task's event tells. */
  async transfer(task: AgentTask, to: { sid: string; name: string }): Promise<void> {
    const { interaction, reservationSid } = task;
    if (!interaction) return;
    this.handedTo.set(reservationSid, to.name);
    await this.#wish(task, 'transfer', async () => {
      const { sid } = await this.#rpc.transfer(interaction, to.sid);
      this.#transfers.set(reservationSid, sid);
    });
    const sid = this.#transfers.get(reservationSid);
    const waits = () => this.wishes.get(reservationSid) === 'transfer';
    const end = sid && (await transferEnd(() => this.#rpc.transferOf(interaction, sid), waits));
    if (!waits() || end !== 'failed') return;
    this.#forgetTransfer(reservationSid);
    this.problems.set(reservationSid, `${to.name} has not taken the chat. You are still in it.`);
    this.changed();
  }

  async cancelTransfer(task: AgentTask): Promise<void> {
    const { interaction, reservationSid } = task;
    const sid = this.#transfers.get(reservationSid);
    if (!interaction || !sid) return;
    await this.#wish(task, 'cancel', () => this.#rpc.cancelTransfer(interaction, sid));
    this.#forgetTransfer(reservationSid);
    this.changed();
  }

  /** What has gone while the connection was lost is gone without an event. */
  #reset(reservations: Reservation[]): void {
    const known = new Set(reservations.map(({ sid }) => sid));
    for (const task of this.tasks) if (!known.has(task.reservationSid)) this.#remove(task);
    for (const reservation of reservations) this.#watch(reservation);
    this.changed();
  }

  #watch(reservation: Reservation): void {
    if (!this.#watched.has(reservation)) {
      this.#watched.add(reservation);
      for (const event of RESERVATION_EVENTS) reservation.on(event, (changed) => this.#show(changed, event));
      reservation.task.on('updated', () => this.#show(reservation));
    }
    this.#show(reservation);
  }

  #show(reservation: Reservation, event?: ReservationEvent): void {
    const before = this.#tasks.get(reservation.sid);
    const task = agentTask(reservation);
    if (task?.status !== before?.status) this.#forgetWish(reservation.sid);
    if (task) {
      const conversationSid = task.conversationSid ?? before?.conversationSid;
      this.#tasks.set(task.reservationSid, { ...task, conversationSid });
      if (task.status !== 'pending') void this.#openChat(task).catch(() => undefined);
      if (task.status !== 'pending' && (task.kind !== 'chat' || task.hasNote)) this.#openCall(task);
    } else if (before) {
      this.#remove(before);
      if (event === 'rejected' || event === 'timeout') this.declined.add(before.taskSid);
      if (event) this.#gone = { name: before.customer.name, event };
    }
    this.changed();
  }

  #remove(task: AgentTask): void {
    this.#tasks.delete(task.reservationSid);
    this.calls.get(task.taskSid)?.close();
    this.calls.delete(task.taskSid);
    this.handedTo.delete(task.reservationSid);
    this.#transfers.delete(task.reservationSid);
    const { conversationSid = '' } = task;
    if (this.tasks.some((other) => other.conversationSid === conversationSid)) return;
    leaveVideo(conversationSid);
    this.chats.get(conversationSid)?.close();
    this.chats.delete(conversationSid);
  }

  async #openChat(task: AgentTask): Promise<void> {
    const sid = task.conversationSid ?? (task.interaction && (await this.#rpc.conversationSid(task.interaction)));
    if (!sid) return;
    const shown = this.#tasks.get(task.reservationSid);
    if (shown) this.#tasks.set(task.reservationSid, { ...shown, conversationSid: sid });
    const known = this.chats.get(sid);
    const back = task.status === 'accepted' && known?.state === 'left';
    this.#attach(known && !back ? known : this.#newChat(sid));
  }

  /** After a reload too: the line of a call that goes on is taken up again. */
  #openCall({ taskSid, status, kind }: AgentTask): void {
    if (this.calls.has(taskSid)) return;
    const call = new AgentCall(taskSid, () => this.token, this.changed);
    this.calls.set(taskSid, call);
    void call.open(kind === 'call' && status === 'accepted');
  }

  #newChat(conversationSid: string): AgentChat {
    const agents = [this.agent, ...this.colleagues].map(({ identity }) => identity);
    const isAgent = (identity: string) => agents.includes(identity);
    const chat = new AgentChat(conversationSid, this.agent.identity, isAgent, this.changed);
    this.chats.set(conversationSid, chat);
    return chat;
  }

  #attach(chat: AgentChat | undefined): void {
    const { client } = this.#connection;
    if (client) void chat?.attach(client);
  }

  #reservation({ reservationSid }: AgentTask): Reservation | undefined {
    return this.#connection.worker?.reservations.get(reservationSid);
  }

  async #wish({ reservationSid }: AgentTask, wish: Wish, ask: () => Promise<unknown> | undefined): Promise<void> {
    const statusBefore = this.#tasks.get(reservationSid)?.status;
    this.wishes.set(reservationSid, wish);
    this.problems.delete(reservationSid);
    this.#gone = undefined;
    this.changed();
    try {
      await ask();
    } catch (error) {
      this.#forgetWish(reservationSid);
      // Where the event has come all the same, nothing has failed.
      if (this.#tasks.get(reservationSid)?.status === statusBefore) {
        this.problems.set(reservationSid, error instanceof Error ? error.message : String(error));
      }
    }
    this.changed();
  }

  #forgetTransfer(reservationSid: string): void {
    this.#transfers.delete(reservationSid);
    this.handedTo.delete(reservationSid);
    this.#forgetWish(reservationSid);
  }

  #forgetWish(reservationSid: string): void {
    this.wishes.delete(reservationSid);
    this.problems.delete(reservationSid);
  }
}
