import { type Reservation, Worker } from 'twilio-taskrouter';
import { WebSocket } from 'ws';
import { letTimersGo } from '../../../../test/testing/let-timers-go';
import type { LocalTwilio } from '../../local-twilio';
import type { ToAgent } from '../agent-lines';

letTimersGo();

/** An agent with the real TaskRouter SDK, and the line that stands for a headset. */
export class AgentLine {
  private constructor(
    private readonly twilio: LocalTwilio,
    readonly token: string,
    private readonly worker: Worker,
  ) {}

  /** Signs in and becomes available. */
  static async signIn(twilio: LocalTwilio): Promise<AgentLine> {
    const [agent] = twilio.taskRouter.agents();
    if (!agent) throw new Error('There is no agent');
    const answer = await fetch(`${twilio.url}/_local/agents/${agent.workerSid}/token`, { method: 'POST' });
    const { token } = (await answer.json()) as { token: string };
    const path = '/__t/event-bridge.twilio.com/v1/wschannels';
    const worker = new Worker(token, {
      ebServer: twilio.url + path,
      wsServer: twilio.url.replace('http', 'ws') + path,
      logLevel: 'silent',
    });
    await new Promise<void>((resolve, reject) => {
      worker.on('ready', () => resolve());
      worker.on('error', reject);
    });
    await [...worker.activities.values()].find(({ available }) => available)?.setAsCurrent();
    return new AgentLine(twilio, token, worker);
  }

  offer(): Promise<Reservation> {
    const [offered] = this.worker.reservations.values();
    if (offered) return Promise.resolve(offered);
    return new Promise((resolve) => this.worker.on('reservationCreated', resolve));
  }

  line(taskSid: string): Promise<OpenLine> {
    return AgentLine.open(this.twilio, taskSid, this.token);
  }

  /** Resolves when it is open and stays so, or is closed. */
  static open({ port }: LocalTwilio, taskSid: string, token: string): Promise<OpenLine> {
    const query = new URLSearchParams({ taskSid, token });
    return OpenLine.open(new WebSocket(`ws://127.0.0.1:${port}/agent-line?${query}`));
  }

  async signOut(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.worker.on('disconnected', () => resolve());
      this.worker.disconnect();
    });
  }
}

export class OpenLine {
  /** Code of the close frame. */
  closedWith: number | undefined;
  readonly #heard: ToAgent[] = [];
  #wake: () => void = () => undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.#heard.push(JSON.parse(data.toString()) as ToAgent);
      this.#wake();
    });
    socket.on('close', (code) => {
      this.closedWith = code;
      this.#wake();
    });
  }

  static async open(socket: WebSocket): Promise<OpenLine> {
    const line = new OpenLine(socket);
    await new Promise((resolve) => socket.on('open', resolve));
    // Who has no business here is sent away as soon as the socket is open.
    await new Promise((resolve) => {
      socket.once('pong', resolve);
      socket.once('close', resolve);
      socket.ping();
    });
    return line;
  }

  hears(frame: ToAgent): Promise<void> {
    const wanted = JSON.stringify(frame);
    return new Promise((resolve) => {
      const look = () => {
        if (this.#heard.some((heard) => JSON.stringify(heard) === wanted)) resolve();
      };
      this.#wake = look;
      look();
    });
  }

  say(text: string): void {
    this.socket.send(JSON.stringify({ type: 'say', text }));
  }

  hangUp(): void {
    this.socket.send(JSON.stringify({ type: 'hangUp' }));
  }
}
