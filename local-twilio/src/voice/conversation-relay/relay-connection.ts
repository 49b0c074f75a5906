import type { SpeechClock } from './playback';
import { RelaySocket, type RelaySocketOptions } from './relay-socket';
import type { TwilioFrame } from './twilio-frame';

/** https://www.twilio.com/en-us/changelog of 28 October 2026: so many are kept while the socket is away. */
const BUFFERED_EVENTS = 500;
const RETRY_MILLISECONDS = 500;
/** A connection that is lost sooner, without a word of the application, is another failed attempt. */
const LASTING_MILLISECONDS = 1000;

export interface ConnectionOptions extends Omit<RelaySocketOptions, 'handshakeMilliseconds'> {
  clock: SpeechClock;
  reconnect: boolean;
  /** For how long Twilio tries to come back. */
  reconnectMilliseconds: number;
  /** Events before the loss that are sent a second time. */
  repeated: number;
}

export interface ConnectionListening {
  /** What is sent in here goes before everything that waits. */
  open(isFirst: boolean): void;
  message(text: string, isBinary: boolean): void;
  pong(name: string): void;
  lost(reason: string): void;
  /** For good. `everOpen` false: it could not be connected to at all. */
  gone(reason: string, everOpen: boolean): void;
}

/** The way to the application, over one socket or, with `applicationReconnect`, several in a row. */
export class RelayConnection {
  #socket: RelaySocket;
  #isOpen = false;
  #everOpen = false;
  #closed = false;
  #waiting: TwilioFrame[] = [];
  #sent: TwilioFrame[] = [];
  #giveUpAt = 0;
  /** Until when the connection counts as an attempt. */
  #lastingAt = 0;
  #retry: { cancel(): void } | undefined;

  constructor(
    private readonly options: ConnectionOptions,
    private readonly listening: ConnectionListening,
  ) {
    this.#socket = this.#connect();
  }

  send(frame: TwilioFrame): void {
    if (this.#isOpen && this.#socket.send(JSON.stringify(frame))) this.#remember(frame);
    else if (this.#waiting.length < BUFFERED_EVENTS) this.#waiting.push(frame);
  }

  ping(name: string): void {
    this.#socket.ping(name);
  }

  drop(): void {
    this.#socket.drop();
  }

  close(): void {
    this.#closed = true;
    this.#retry?.cancel();
    this.#socket.close();
  }

  #remember(frame: TwilioFrame): void {
    if (this.options.repeated === 0 || frame.type === 'setup') return;
    this.#sent = [...this.#sent, frame].slice(-this.options.repeated);
  }

  #connect(): RelaySocket {
    return new RelaySocket(
      { ...this.options, handshakeMilliseconds: 5000 },
      {
        open: () => this.#onOpen(),
        message: (text, isBinary) => {
          this.#lastingAt = 0;
          if (!this.#closed) this.listening.message(text, isBinary);
        },
        pong: (name) => this.listening.pong(name),
        closed: (reason, wasOpen) => this.#onClosed(reason, wasOpen),
      },
    );
  }

  #onOpen(): void {
    const isFirst = !this.#everOpen;
    this.#isOpen = true;
    this.#everOpen = true;
    this.#lastingAt = isFirst ? 0 : this.options.clock.now() + LASTING_MILLISECONDS;
    const waiting = isFirst ? this.#waiting : [...this.#sent, ...this.#waiting];
    this.#waiting = [];
    this.listening.open(isFirst);
    for (const frame of waiting) this.send(frame);
  }

  #onClosed(reason: string, wasOpen: boolean): void {
    this.#isOpen = false;
    if (this.#closed) return;
    const { clock, reconnect, reconnectMilliseconds } = this.options;
    if (wasOpen) {
      if (clock.now() >= this.#lastingAt) this.#giveUpAt = clock.now() + reconnectMilliseconds;
      if (reconnect) this.listening.lost(reason);
    }
    if (reconnect && this.#everOpen && clock.now() < this.#giveUpAt) {
      const connect = () => {
        this.#socket = this.#connect();
      };
      this.#retry = clock.after(RETRY_MILLISECONDS, connect);
      return;
    }
    this.#closed = true;
    this.listening.gone(reason, this.#everOpen);
  }
}
