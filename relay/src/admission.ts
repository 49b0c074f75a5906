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
  /** The session of this call that is under way here. */
  live(callSid: string): LiveSession | undefined;
}

/** Both resolve when what the session knows of the call is in the store. */
export interface LiveSession {
  readonly sessionId: string;
  /** Ends a session whose peer is gone; false: it is there. */
  endIfGone(): Promise<boolean>;
  /** Ends it. */
  release(): Promise<void>;
}

/** As long as a greeting takes; what the caller says meanwhile is kept. */
const STORE_PATIENCE_MS = 5_000;

/**
 * May this session take place: a pass of ours for this call, not too old, used by no other session before. Twilio connects
 * again, with the same session and parameters, when a connection was lost (`applicationReconnect`): the session that had
 * come with the pass is let in, whatever the pass's age, unless its call is over or its old connection still lives.
 *
 * A store that does not answer refuses nobody: the pass is genuine then and the signature was checked, and a caller
 * would be stranded.
 */
export async function admit(desk: AdmissionDesk, setup: Setup): Promise<Admission> {
  const { secret, store, clock, log, live } = desk;
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
  const [isItsPass, known] = await Promise.all([
    isFresh && ask(store.usePass(callSid, pass, sessionId), true),
    ask(store.load(callSid), undefined),
  ]);
  const isReturn = known?.sessionId === sessionId;
  if (!isItsPass && !isReturn) return refused(isFresh ? 'The pass was used before.' : 'The pass is too old.');
  if (isReturn && known.ended) return refused('The session is over.');
  const older = live(callSid);
  if (!older) return { isAdmitted: true, saved: known, isReturn };
  if (older.sessionId !== sessionId) await older.release();
  else if (!(await older.endIfGone())) return refused('The session is under way.');
  return { isAdmitted: true, saved: await ask(store.load(callSid), known), isReturn };
}

const refused = (problem: string): Admission => ({ isAdmitted: false, problem });

function inTime<Value>(clock: Clock, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(STORE_PATIENCE_MS, () => reject(new Error(`No answer in ${STORE_PATIENCE_MS} ms`)));
    work.then(resolve, reject).finally(() => timer.cancel());
  });
}
