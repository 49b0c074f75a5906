import type { WebSocket } from 'ws';
import type { SocketRequest } from '../http/listener';
import type { LiveCall } from './live-call';
import { type FromPhone, readPhoneFrame, type ToPhone } from './phone-frames';

/** Of the range that is kept for stories: nobody has it. */
export const DEFAULT_PHONE = '+12025550143';
const UNSUPPORTED_DATA = 1003;

export type Dial = (from: string, to: string) => LiveCall | undefined;

/** The phones that are there: each is a WebSocket, `/phone?number=+1…`, with one call at a time. */
export class Phones {
  readonly #phones = new Map<string, Phone>();

  constructor(private readonly dial: Dial) {}

  connect({ query }: SocketRequest, socket: WebSocket): void {
    const number = query.get('number') || DEFAULT_PHONE;
    const phone = new Phone(number, socket, this.dial);
    this.#phones.set(number, phone);
    socket.on('close', () => {
      if (this.#phones.get(number) === phone) this.#phones.delete(number);
    });
  }

  /**
   * A phone rings.
   *
   * @param onAnswer called when somebody takes the call there
   * @returns false when there is no such phone, or it is busy
   */
  ring(live: LiveCall, onAnswer: () => void): boolean {
    return this.#phones.get(live.call.to)?.ring(live, onAnswer) ?? false;
  }
}

class Phone {
  #live: LiveCall | undefined;
  #onAnswer: (() => void) | undefined;

  constructor(
    private readonly number: string,
    private readonly socket: WebSocket,
    private readonly dial: Dial,
  ) {
    socket.on('message', (data) => {
      const frame = readPhoneFrame(data.toString());
      if (frame) this.#take(frame);
      else socket.close(UNSUPPORTED_DATA, 'No such frame');
    });
    socket.on('close', () => this.#live?.hangUp());
    this.#send({ type: 'ready', number });
  }

  ring(live: LiveCall, onAnswer: () => void): boolean {
    if (this.#live) return false;
    this.#onAnswer = onAnswer;
    this.#attach(live);
    this.#send({ type: 'incoming', from: live.call.from });
    return true;
  }

  #take(frame: FromPhone): void {
    const live = this.#live;
    if (frame.type === 'dial') {
      if (!live) this.#dial(frame.to);
    } else if (!live) return;
    else if (frame.type === 'hangUp') this.#hangUp(live);
    else if (frame.type === 'answer') this.#answer();
    else if (live.call.status !== 'in-progress') return;
    else if (frame.type === 'digits') for (const digit of frame.digits) live.line.digit(digit);
    else live.line.say(frame.text, { language: frame.language, partial: frame.partial });
  }

  #dial(to: string): void {
    const live = this.dial(this.number, to);
    if (live) this.#attach(live);
    else this.#send({ type: 'status', status: 'failed', reason: `${to} is not in service` });
  }

  #answer(): void {
    this.#onAnswer?.();
    this.#onAnswer = undefined;
  }

  /** Somebody who does not want a call that rings here is busy. */
  #hangUp(live: LiveCall): void {
    if (this.#onAnswer) live.end('busy');
    else live.hangUp();
  }

  #attach(live: LiveCall): void {
    this.#live = live;
    this.#send({ type: 'status', status: live.call.status, callSid: live.call.sid });
    live.line.on('heard', (heard) => this.#send(heard));
    live.line.on('status', (status) => this.#send({ type: 'status', status, callSid: live.call.sid }));
    live.over.addEventListener('abort', () => {
      this.#live = undefined;
      this.#onAnswer = undefined;
    });
  }

  #send(frame: ToPhone): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}
