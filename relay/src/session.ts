import type { RawData, WebSocket } from 'ws';
import { type Admission, type AdmissionDesk, admit, type LiveSession } from './admission';
import { Call } from './call/call';
import type { CallHouse } from './call/call-house';
import type { Timer } from './clock';
import type { Incoming, Setup } from './protocol/frames';
import { type InvalidFrame, readFrame } from './protocol/read-frame';
import { SocketLine } from './socket-line';

export interface SessionHouse extends CallHouse {
  desk: Omit<AdmissionDesk, 'live'>;
  /** Sessions that were admitted, by their calls. */
  live: Map<string, Session>;
}

/** Close codes after which nobody comes back: Twilio closes so when the caller has hung up, or after `end`. */
const OVER_CODES: ReadonlySet<number> = new Set([1000, 1005]);
const REFUSED = 1008;
const FAULT = 1011;
const BINARY: InvalidFrame = { type: 'invalid', problem: 'binary' };
/** For an answer to a ping, when the peer seems to have connected anew. */
const SIGN_OF_LIFE_MS = 1_000;
/** What Twilio may send while its `setup` is looked at. */
const MOST_FRAMES_WAITING = 600;

/** One socket of Twilio's: lets it in at its `setup`, then passes its frames to the call. */
export class Session implements LiveSession {
  #call: Call | undefined;
  #setup: Setup | undefined;
  #waiting: Incoming[] = [];
  #heardAt: number;
  readonly #setupTimer: Timer;
  /** Resolves when the socket is closed, and all that was said is kept. */
  readonly closed: Promise<void>;

  constructor(
    readonly house: SessionHouse,
    readonly socket: WebSocket,
  ) {
    const { clock, settings } = house;
    this.#heardAt = clock.now();
    this.#setupTimer = clock.after(settings.setupMs, () => this.#refuse('No setup came.'));
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
    socket.on('pong', () => this.#onAlive());
    socket.on('error', (error) => house.log('warn', 'socket-error', { problem: error.message }));
    this.closed = new Promise((resolve) => {
      socket.on('close', (code) => void this.#onClose(code).then(resolve));
    });
  }

  /** Asks the peer for a sign of life; one that has given none for two rounds is gone. */
  ping(): void {
    const { clock, settings } = this.house;
    if (clock.now() - this.#heardAt >= 2 * settings.pingMs) this.socket.terminate();
    else this.socket.ping();
  }

  get sessionId(): string {
    return this.#setup?.sessionId ?? '';
  }

  /** Twilio comes back with this session: is its old connection lost, and nobody has noticed here? */
  async endIfGone(): Promise<boolean> {
    const isThere = await new Promise<boolean>((resolve) => {
      const timer = this.house.clock.after(SIGN_OF_LIFE_MS, () => resolve(false));
      const tell = (isAlive: boolean): void => {
        timer.cancel();
        resolve(isAlive);
      };
      this.socket.once('pong', () => tell(true));
      this.socket.once('close', () => tell(false));
      this.socket.ping();
    });
    if (isThere) return false;
    this.socket.terminate();
    await this.closed;
    return true;
  }

  /** Another relay shall take the call. */
  async move(): Promise<void> {
    if (this.#call) await this.#call.move();
    else this.socket.close(1012, 'This relay is being replaced');
  }

  /** Another session takes the call. */
  async release(): Promise<void> {
    await this.#call?.release();
    this.socket.close(1000, 'The call has another session');
  }

  #onAlive(): void {
    this.#heardAt = this.house.clock.now();
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    this.#onAlive();
    if (this.socket.readyState !== this.socket.OPEN) return;
    const frame = isBinary ? BINARY : readFrame(String(data));
    if (!frame) return;
    if (frame.type === 'invalid') this.house.log('warn', 'frame-invalid', { problem: frame.problem });
    else if (frame.type === 'setup') this.#onSetup(frame);
    else if (this.#call) this.#call.receive(frame);
    else if (!this.#setup) this.#refuse('A frame came before setup.');
    else if (this.#waiting.push(frame) > MOST_FRAMES_WAITING) this.#refuse('Too many frames.');
  }

  #onSetup(setup: Setup): void {
    if (this.#setup) {
      this.#refuse('A second setup.');
      return;
    }
    this.#setup = setup;
    this.#setupTimer.cancel();
    const { live } = this.house;
    const desk: AdmissionDesk = { ...this.house.desk, live: (callSid) => live.get(callSid) };
    admit(desk, setup)
      .then((admission) => this.#onAdmission(setup, admission))
      .catch((error: Error) => {
        this.house.log('error', 'fault', { callSid: setup.callSid, problem: error.stack });
        this.socket.close(FAULT, 'The relay has failed');
      });
  }

  #onAdmission(setup: Setup, admission: Admission): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (!admission.isAdmitted) {
      this.#refuse(admission.problem);
      return;
    }
    const { live } = this.house;
    const older = live.get(setup.callSid);
    if (older?.sessionId === setup.sessionId) {
      this.#refuse('The session has come back already.');
      return;
    }
    live.set(setup.callSid, this);
    void older?.release();
    const call = new Call(this.house, setup, new SocketLine(this.socket), admission.saved, admission.isReturn);
    this.#call = call;
    for (const frame of this.#waiting) call.receive(frame);
    this.#waiting = [];
  }

  #refuse(problem: string): void {
    this.house.log('warn', 'session-refused', { callSid: this.#setup?.callSid, problem });
    this.socket.close(REFUSED, problem);
  }

  async #onClose(code: number): Promise<void> {
    this.#setupTimer.cancel();
    const { live } = this.house;
    const callSid = this.#setup?.callSid ?? '';
    const isReplaced = live.get(callSid) !== this;
    if (!isReplaced) live.delete(callSid);
    await this.#call?.closed(isReplaced ? 'replaced' : OVER_CODES.has(code) ? 'over' : 'lost');
  }
}
