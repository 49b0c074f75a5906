import { WebSocket } from 'ws';
import { signature } from '../../webhooks/signature';

export interface RelaySocketOptions {
  url: string;
  /** What Twilio signs: the address as it stands in the TwiML. */
  signedUrl: string;
  /** Without it the upgrade is not signed. */
  authToken?: string;
  handshakeMilliseconds: number;
}

export interface SocketListening {
  open(): void;
  message(text: string, isBinary: boolean): void;
  /** Everything that was sent before this ping has been taken in by the other side, and its answer to that came before. */
  pong(name: string): void;
  /** Never opened, or lost; `reason` is for people. */
  closed(reason: string, wasOpen: boolean): void;
}

/** An application that does not answer the close frame is not waited for. */
const CLOSE_MILLISECONDS = 1000;

/** One WebSocket to the application, opened as Twilio does. */
export class RelaySocket {
  readonly #socket: WebSocket;

  constructor({ url, signedUrl, authToken, handshakeMilliseconds }: RelaySocketOptions, listening: SocketListening) {
    this.#socket = new WebSocket(url, {
      headers: authToken === undefined ? {} : { 'X-Twilio-Signature': signature(authToken, signedUrl, {}) },
      perMessageDeflate: false,
      handshakeTimeout: handshakeMilliseconds,
    });
    let wasOpen = false;
    let reason = '';
    this.#socket.on('open', () => {
      wasOpen = true;
      listening.open();
    });
    this.#socket.on('message', (data, isBinary) => listening.message(data.toString(), isBinary));
    this.#socket.on('pong', (data) => listening.pong(data.toString()));
    this.#socket.on('unexpected-response', (request, { statusCode = 0 }) => {
      reason = `the upgrade was answered with status ${statusCode}`;
      request.destroy();
      this.#socket.terminate();
    });
    this.#socket.on('error', (error: NodeJS.ErrnoException) => {
      reason ||= error.code ?? error.message;
    });
    this.#socket.on('close', (code, text) => listening.closed(reason || `closed with ${code} ${text}`.trim(), wasOpen));
  }

  /** False: it is not open. */
  send(text: string): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(text);
    return true;
  }

  ping(name: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping(name);
  }

  close(): void {
    this.#socket.close(1000);
    const limit = setTimeout(() => this.#socket.terminate(), CLOSE_MILLISECONDS);
    limit.unref();
    this.#socket.once('close', () => clearTimeout(limit));
  }

  /** As a network does it: without a word. */
  drop(): void {
    this.#socket.terminate();
  }
}
