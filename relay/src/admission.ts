import { readCallPass } from '../../src/lib/voice/call-pass';
import type { Clock } from './clock';
import type { Log } from './log';
import type { Setup } from './protocol/frames';
import type { CallStore, SavedCall } from './store/call-store';

export type Admission =
  | { isAdmitted: false; problem: string }
  | { isAdmitted: true; saved?: SavedCall /** The session comes back after a lost connection. */; isReturn: boolean };

export interface AdmissionDesk {
  secret: string;
  store: CallStore;
  clock: Clock;
  log: Log;
  /** A session of this call that is under way here. */
  isLive(callSid: string): boolean;
  /** Ends that session. Resolves when what it knows of the call is in the store. */
  release(callSid: string): Promise<void>;
}

/** As long as a greeting takes; what the caller says meanwhile is kept. */
const STORE_PATIENCE_MS = 5_000;

/**
 * May this session take place: a pass of ours for this call, not too old, not used before. A pass that was used lets in
 * only the very session that had come with it, while its call is neither live nor ended: Twilio connects again, with the
 * same parameters, when a connection was lost (`applicationReconnect`).
 *
 * A store that does not answer refuses nobody: the pass is genuine then and the signature was checked, and a caller
 * would be stranded.
 */
export async function admit(desk: AdmissionDesk, setup: Setup): Promise<Admission> {
  const { secret, store, clock, log, isLive, release } = desk;
  const { callSid, sessionId, customParameters } = setup;
  const { pass = '' } = customParameters;
  if (!readCallPass(secret, pass, callSid, 0))
    return refused(pass ? 'The pass is not for this call.' : 'There is no pass.');
  const isFresh = readCallPass(secret, pass, callSid, clock.now()) !== undefined;
  const ask = <Value>(work: Promise<Value>, otherwise: Value): Promise<Value> =>
    inTime(clock, work).catch((error: Error) => {
      log('error', 'store-failed', { callSid, what: 'admission', problem: error.message });
      return otherwise;
    });
  const [isFirst, saved] = await Promise.all([
    isFresh && ask(store.usePass(callSid, pass), true),
    ask(store.load(callSid), undefined),
  ]);
  if (isFirst && isLive(callSid)) {
    await release(callSid);
    return { isAdmitted: true, saved: await ask(store.load(callSid), saved), isReturn: false };
  }
  if (isFirst) return { isAdmitted: true, saved, isReturn: false };
  const isReturn = saved !== undefined && saved.sessionId === sessionId && !saved.ended && !isLive(callSid);
  if (isReturn) return { isAdmitted: true, saved, isReturn };
  return refused(isFresh ? 'The pass was used before.' : 'The pass is too old.');
}

const refused = (problem: string): Admission => ({ isAdmitted: false, problem });

function inTime<Value>(clock: Clock, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(STORE_PATIENCE_MS, () => reject(new Error(`No answer in ${STORE_PATIENCE_MS} ms`)));
    work.then(resolve, reject).finally(() => timer.cancel());
  });
}
