import type { Timer } from '../account/clock';
import type { Kernel } from '../kernel';
import { callbackParameters } from './callback-parameters';
import type { VideoChange } from './changes';
import type { Room } from './room';

/** Twilio's usual limit for webhooks: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
const TIMEOUT_MS = 15_000;
/** So long a callback waits for another one to overtake it. */
const OVERTAKING_MS = 250;

type Send = () => Promise<void>;

/** The status callback of each room: https://www.twilio.com/docs/video/api/status-callbacks */
export class StatusCallbacks {
  readonly #lines = new Map<string, Line>();

  constructor(private readonly kernel: Kernel) {}

  /** Tells a change to the room's address, if it has one. */
  tell(change: VideoChange): void {
    const { statusCallback, sid } = change.room;
    const { account, clock } = this.kernel;
    const fields = callbackParameters(change, account.accountSid, clock.now());
    if (statusCallback === null || !fields) return;
    const line = this.#lines.get(sid) ?? new Line(this.kernel);
    this.#lines.set(sid, line);
    const numbered = { ...fields, Timestamp: line.timestamp() };
    // The documented fields of a recording have no number.
    const params = change.type.startsWith('recording-')
      ? numbered
      : { ...numbered, SequenceNumber: String(line.number()) };
    line.deliver(() => this.#post(change.room, statusCallback, params));
    if (change.type === 'room-ended') this.#lines.delete(sid);
  }

  async #post(room: Room, url: string, params: Record<string, string>): Promise<void> {
    for (let time = 0; time < this.kernel.assumptions.videoCallbackDuplicates; time += 1) {
      const { status } = await this.kernel.webhooks.send(url, params, TIMEOUT_MS, room.statusCallbackMethod);
      if (status === 0 || status >= 400) {
        this.kernel.say(`Video status callback ${params.StatusCallbackEvent} to ${url}: ${status || 'no answer'}`);
      }
    }
  }
}

/** The callbacks of one room, on their way. */
class Line {
  #last = Promise.resolve();
  #held: { send: Send; timer: Timer } | undefined;
  #microseconds = 0;
  #numbers = 0;

  constructor(private readonly kernel: Kernel) {}

  /** ISO 8601 with microseconds, as Twilio writes it; no two of a room are the same. */
  timestamp(): string {
    this.#microseconds = Math.max(this.kernel.clock.now() * 1000, this.#microseconds + 1);
    const iso = new Date(Math.floor(this.#microseconds / 1000)).toISOString();
    return iso.replace('Z', `${String(this.#microseconds % 1000).padStart(3, '0')}Z`);
  }

  /** From 0 on; neighbours swapped when the number does not mean the order. */
  number(): number {
    const next = this.#numbers++;
    return this.kernel.assumptions.videoSequenceNumbersOrder ? next : next ^ 1;
  }

  /** One after the other; reordered, every second one overtakes the one before. */
  deliver(send: Send): void {
    if (!this.kernel.assumptions.videoCallbacksReordered) {
      this.#enqueue(send);
      return;
    }
    const held = this.#held;
    if (held) {
      held.timer.cancel();
      this.#held = undefined;
      this.#enqueue(send);
      this.#enqueue(held.send);
      return;
    }
    const timer = this.kernel.clock.after(OVERTAKING_MS, () => {
      this.#held = undefined;
      this.#enqueue(send);
    });
    this.#held = { send, timer };
  }

  #enqueue(send: Send): void {
    this.#last = this.#last.then(send).catch((error: unknown) => {
      this.kernel.say(`Video status callback: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
}
