import type { WebSocket } from 'ws';

interface SignalingHandlers {
  /** The body of `hello` and of each `msg`. */
  onBody(body: unknown): void;
  /** The client is gone, by itself or by the network. Once. */
  onGone(): void;
}

/** As the SDK proposes it. */
const DEFAULT_TIMEOUT_MS = 5000;
const MISSED_HEARTBEATS = 3;

/**
 * The frames below the room protocol, one JSON text each: `hello` is answered by `welcome`, and from then on both sides
 * send `msg` and, in between, `heartbeat`. Nothing else may be sent: the SDK takes an unknown frame for an error. By the
 * real time: a network does not follow the clock of the rooms.
 */
export class SignalingConnection {
  #heartbeat: NodeJS.Timeout | undefined;
  #lastHeard = Date.now();
  #welcomed = false;
  #gone = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly handlers: SignalingHandlers,
  ) {
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('close', () => this.#leave());
  }

  /** A message of the room protocol. */
  send(body: object): void {
    this.#frame({ type: 'msg', body });
  }

  /** Nobody waits for it any more: another socket has taken over. */
  abandon(): void {
    this.#gone = true;
    clearInterval(this.#heartbeat);
    this.socket.terminate();
  }

  #receive(text: string): void {
    this.#lastHeard = Date.now();
    const frame = parse(text);
    switch (frame?.type) {
      case 'hello':
        this.#welcome(frame.timeout);
        if (frame.body) this.handlers.onBody(frame.body);
        return;
      case 'msg':
        if (this.#welcomed) this.handlers.onBody(frame.body);
        return;
      case 'heartbeat':
        return;
      case 'bye':
        this.socket.close(1000, 'Normal');
        return;
      default:
        this.#frame({ type: 'bad', reason: 'Unknown frame' });
    }
  }

  #welcome(proposed: unknown): void {
    const timeout = typeof proposed === 'number' && proposed >= 1000 ? proposed : DEFAULT_TIMEOUT_MS;
    this.#welcomed = true;
    this.#frame({ type: 'welcome', negotiatedTimeout: timeout });
    clearInterval(this.#heartbeat);
    this.#heartbeat = setInterval(() => {
      if (Date.now() - this.#lastHeard > MISSED_HEARTBEATS * timeout) this.socket.terminate();
      else this.#frame({ type: 'heartbeat' });
    }, timeout);
    this.#heartbeat.unref();
  }

  #frame(frame: object): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  #leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    clearInterval(this.#heartbeat);
    this.handlers.onGone();
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return typeof frame === 'object' && frame !== null ? (frame as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
