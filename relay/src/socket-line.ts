import type { WebSocket } from 'ws';
import type { Line } from './call/line';
import type { Outgoing } from './protocol/frames';
import { LAST, writeDelta, writeFrame } from './protocol/write-frame';

/** Words for a minute and more: Twilio, or the way to it, does not keep up. */
const MOST_BYTES_WAITING = 64 * 1024;

/** A ConversationRelay socket as a call sees it. */
export class SocketLine implements Line {
  /** Until what was written last is on its way. */
  pressure: Promise<void> | undefined;

  constructor(readonly socket: WebSocket) {}

  send(frame: Outgoing): void {
    this.#write(writeFrame(frame));
  }

  sendDelta(token: string): void {
    this.#write(writeDelta(token));
  }

  sendLast(): void {
    this.#write(LAST);
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  #write(text: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount < MOST_BYTES_WAITING) this.socket.send(text);
    else this.#writeUnderPressure(text);
  }

  #writeUnderPressure(text: string): void {
    const pressure = new Promise<void>((resolve) => {
      this.socket.send(text, () => {
        if (this.pressure === pressure) this.pressure = undefined;
        resolve();
      });
    });
    this.pressure = pressure;
  }
}
