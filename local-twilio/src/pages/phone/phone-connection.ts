import type { FromPhone, ToPhone } from '../../voice/phone-frames';

export type { FromPhone, ToPhone };

const RETRY_MS = 1_000;

export interface PhoneEvents {
  onFrame(frame: ToPhone): void;
  /** The local Twilio is there, or not any more. */
  onReach(isReached: boolean): void;
}

/** The wire of the phone; a lost one is laid again, but the call on it is over. */
export class PhoneConnection {
  #socket: WebSocket | undefined;
  #closed = false;

  constructor(
    private readonly number: string,
    private readonly events: PhoneEvents,
  ) {
    this.#connect();
  }

  send(frame: FromPhone): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  close(): void {
    this.#closed = true;
    this.#socket?.close();
  }

  #connect(): void {
    const url = new URL('/phone', location.href.replace(/^http/, 'ws'));
    url.searchParams.set('number', this.number);
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.onopen = () => this.events.onReach(true);
    socket.onmessage = ({ data }) => this.events.onFrame(JSON.parse(String(data)) as ToPhone);
    socket.onclose = () => {
      if (this.#closed) return;
      this.events.onReach(false);
      setTimeout(() => !this.#closed && this.#connect(), RETRY_MS);
    };
  }
}
