import type { Clock, Timer } from '../clock';
import type { Log } from '../log';
import type { SavedCall, TranscriptLine } from './call-store';
import type { Outage } from './outage';
import { StateWriter } from './state-writer';
import { type SyncClient, statusOf } from './sync-client';
import { TranscriptWriter } from './transcript-writer';

export interface WriterRoom {
  sync: SyncClient;
  outage: Outage;
  clock: Clock;
  log: Log;
  ttlSeconds: number;
}

/** Neither another attempt nor another time makes Sync take it. */
const REFUSED_FOR_GOOD = new Set([400, 413]);

/** Writes what is to be kept of one call, one request at a time. */
export class CallWriter {
  readonly state: StateWriter;
  readonly transcript: TranscriptWriter;
  #busy = false;
  #running: Promise<void> = Promise.resolve();
  #retry: Timer | undefined;
  #stopped = false;

  constructor(
    private readonly room: WriterRoom,
    private readonly callSid: string,
  ) {
    this.state = new StateWriter(room.sync, stateName(callSid), room.ttlSeconds);
    this.transcript = new TranscriptWriter(room.sync, transcriptName(callSid), room.ttlSeconds);
  }

  get waits(): boolean {
    return this.state.waits || this.transcript.waiting > 0;
  }

  save(call: SavedCall): Promise<void> {
    this.state.put(call, this.room.clock.now());
    return this.run();
  }

  append(lines: readonly TranscriptLine[]): Promise<void> {
    const lost = this.transcript.put(lines);
    if (lost > 0) this.room.log('error', 'transcript-lines-lost', { callSid: this.callSid, lines: lost });
    return this.run();
  }

  correct(line: TranscriptLine, text: string): Promise<void> {
    this.transcript.correct(line, text);
    return this.run();
  }

  /** Resolves when everything is written, or Sync does not answer: then it goes on by itself, later. */
  run(): Promise<void> {
    if (this.#busy) return this.#running;
    this.#busy = true;
    this.#running = this.#write();
    return this.#running;
  }

  stop(): void {
    this.#stopped = true;
    this.#retry?.cancel();
  }

  async #write(): Promise<void> {
    const { outage, clock } = this.room;
    this.#retry?.cancel();
    while (this.waits && !this.#stopped && outage.mayTry()) await this.#writeNext();
    if (this.waits && !this.#stopped) this.#retry = clock.after(outage.waitMs, () => void this.run());
    // In the same breath as the last look at what waits: what comes later starts anew.
    this.#busy = false;
  }

  /** The state first: another instance may need it at any moment. */
  async #writeNext(): Promise<void> {
    const { outage, log } = this.room;
    const part = this.state.waits ? this.state : this.transcript;
    try {
      await part.write();
      outage.answered();
    } catch (error) {
      const status = statusOf(error);
      if (!REFUSED_FOR_GOOD.has(status ?? 0)) {
        outage.failed(error);
        return;
      }
      part.drop();
      log('error', 'sync-refused', { callSid: this.callSid, status, what: part === this.state ? 'state' : 'line' });
    }
  }
}

export const stateName = (callSid: string): string => `call.${callSid}`;
export const transcriptName = (callSid: string): string => `call-transcript.${callSid}`;
