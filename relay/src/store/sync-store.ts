import { createHash } from 'node:crypto';
import { type Clock, systemClock } from '../clock';
import { type Log, noLog } from '../log';
import type { CallStore } from './call-store';
import { CallWriter, transcriptName } from './call-writer';
import { memoryStore } from './memory-store';
import { Outage } from './outage';
import { SyncClient } from './sync-client';

export interface SyncStoreOptions {
  accountSid: string;
  apiKey: string;
  apiSecret: string;
  /** IS…: the server-only Sync Service. */
  serviceSid: string;
  /** For how long state, transcript and used passes stay in Sync. */
  ttlSeconds: number;
  /** Of one request. */
  timeoutMs?: number;
  log?: Log;
  clock?: Clock;
}

export interface SyncStore extends CallStore {
  /** Resolves when nothing waits to be written, or after so many milliseconds. @returns whether everything is written */
  settle(limitMs: number): Promise<boolean>;
  /** No attempt and no timer any more. */
  stop(): void;
}

const TIMEOUT_MS = 2000;
const RETRY_MS = 200;
/** What an answer is worth to /readyz. */
const FRESH_MS = 10_000;
const MAXIMUM_CALLS = 10_000;

/**
 * The memory that all instances share, in a server-only Sync Service: a Document `call.<CallSid>` with the state, a List
 * `call-transcript.<CallSid>` that the agent reads while the caller speaks, a Document `call-pass.<hash>` for each pass
 * that was used. A call never depends on it: without Sync it goes on from this process's memory, and what was said
 * meanwhile is written when Sync is back.
 */
export function syncStore(options: SyncStoreOptions): SyncStore {
  const { ttlSeconds, log = noLog, clock = systemClock } = options;
  const sync = new SyncClient({ ...options, timeoutMs: options.timeoutMs ?? TIMEOUT_MS });
  const outage = new Outage(log, clock);
  const memory = memoryStore({ ttlSeconds, now: () => clock.now() });
  const writers = new Map<string, CallWriter>();
  let answeredAt = Number.NEGATIVE_INFINITY;

  const writerOf = (callSid: string): CallWriter => {
    const known = writers.get(callSid);
    if (known) return known;
    const writer = new CallWriter({ sync, outage, clock, log, ttlSeconds }, callSid);
    writers.set(callSid, writer);
    if (writers.size > MAXIMUM_CALLS) forgetOne();
    return writer;
  };
  const forgetOne = () => {
    const idle = [...writers].find(([, writer]) => !writer.waits)?.[0];
    const oldest = idle ?? writers.keys().next().value;
    if (oldest === undefined) return;
    const lines = writers.get(oldest)?.transcript.waiting ?? 0;
    writers.get(oldest)?.stop();
    writers.delete(oldest);
    if (!idle) log('error', 'transcript-lines-lost', { callSid: oldest, lines });
  };

  /** Undefined: Sync does not answer. Asked twice, since a caller's history depends on it, unless it is out for long. */
  const ask = async <Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer } | undefined> => {
    for (const again of [false, true]) {
      if (outage.isLong && (again || !outage.mayTry())) return undefined;
      if (again) await wait(clock, RETRY_MS);
      try {
        const answer = await work();
        outage.answered();
        answeredAt = clock.now();
        return { answer };
      } catch (error) {
        outage.failed(error);
      }
    }
    return undefined;
  };
  const waiting = () => [...writers.values()].filter((writer) => writer.waits);

  return {
    usePass: async (callSid, pass, sessionId) => {
      if (!(await memory.usePass(callSid, pass, sessionId))) return false;
      const name = `call-pass.${createHash('sha256').update(`${callSid}\n${pass}`).digest('hex')}`;
      const asked = await ask(async () => {
        if (await sync.createDocument(name, { callSid, sessionId }, ttlSeconds)) return true;
        const there = await sync.fetchDocument(name);
        return (there?.data as { sessionId?: unknown } | undefined)?.sessionId === sessionId;
      });
      return asked ? asked.answer : true;
    },
    load: async (callSid) => {
      const { state } = writerOf(callSid);
      const asked = state.waits ? undefined : await ask(() => state.read());
      if (asked?.answer.unreadable) log('warn', 'saved-call-unreadable', { callSid });
      return asked?.answer.found?.call ?? memory.load(callSid);
    },
    save: async (callSid, call) => {
      await memory.save(callSid, call);
      await writerOf(callSid).save(call);
    },
    append: async (callSid, lines) => {
      if (lines.length > 0) await writerOf(callSid).append(lines);
    },
    correct: (callSid, line, text) => writerOf(callSid).correct(line, text),
    transcriptName,
    ready: async () => {
      if (!outage.isOn && clock.now() - answeredAt < FRESH_MS) return true;
      return (await ask(() => sync.ping())) !== undefined;
    },
    settle: async (limitMs) => {
      const end = clock.now() + limitMs;
      for (let open = waiting(); open.length > 0; open = waiting()) {
        const left = end - clock.now();
        if (left <= 0) {
          const lines = open.reduce((sum, writer) => sum + writer.transcript.waiting, 0);
          log('error', 'not-written', { calls: open.length, lines });
          return false;
        }
        await within(clock, left, Promise.all(open.map((writer) => writer.run())));
        if (outage.isOn) await wait(clock, Math.min(outage.waitMs, left));
      }
      return true;
    },
    stop: () => {
      for (const writer of writers.values()) writer.stop();
    },
  };
}

const wait = (clock: Clock, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(milliseconds, resolve);
  });

/** Resolves when the work is done or the time is over. */
function within(clock: Clock, milliseconds: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const limit = clock.after(milliseconds, resolve);
    void work.finally(() => {
      limit.cancel();
      resolve();
    });
  });
}
