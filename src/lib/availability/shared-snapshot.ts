import { Documents } from '../state/documents';
import type { QueueSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import type { ContainerMemory } from './container-memory';
import { type QueueSnapshot, type SnapshotContext, takeSnapshot } from './queue-snapshot';

/** A queue is read once in this time, whoever asks and however many containers there are. */
const FRESH_MS = 10_000;
/** Numbers of this age are better than none: who waits an hour is not helped by seconds. */
const USABLE_MS = 60_000;
/** Longer than a request lasts: whoever has not stored a snapshot by then never will. */
const CLAIM_MS = 5000;
/** After a look that found nothing fresh: another container reads just now, or nobody can. */
const REST_MS = 1000;
const TTL_SECONDS = 3600;
/** Without any numbers, a flow that comes while another one reads waits for that one. */
const LOOKS = 3;
const LOOK_AGAIN_MS = 300;

/** The Sync document `availability.<queueSid>`. */
interface Shared {
  snapshot?: QueueSnapshot;
  /** Somebody reads the queue until then, or could not read it just now. Milliseconds since 1970. */
  claimedUntil: number;
  /** The last reading was in vain: nobody waits for the next one. */
  failed: boolean;
}

export interface SharedSnapshotContext extends SnapshotContext {
  sync: TwilioParts['sync'];
  memory: ContainerMemory;
  /** To wait for another one's reading. Absent: whoever can ask again in a moment does not wait. */
  pause?: (milliseconds: number) => Promise<void>;
}

/** Nobody knows yet: another container reads just now, for the first time in a while. */
export const BEING_READ = 'being read';

/** Undefined: nobody can say. */
export type Seen = QueueSnapshot | typeof BEING_READ | undefined;

/**
 * The queue as it was at most 10 s ago. A container with a fresh copy makes no call; otherwise it reads the shared one,
 * and whoever finds that stale claims it by If-Match and reads TaskRouter for everybody. The others take the old copy
 * meanwhile, as everybody does for a minute when TaskRouter cannot be read. Never rejects.
 */
export async function sharedSnapshot(context: SharedSnapshotContext, queueSid: QueueSid): Promise<Seen> {
  const { memory, now } = context;
  const held = memory.snapshots.get(queueSid);
  if (isYounger(held, FRESH_MS, now())) return held;
  const running = memory.looks.get(queueSid);
  const rests = now() < (memory.rests.get(queueSid)?.until ?? 0);
  if (running || !rests) {
    const look = running ?? lookAndRemember(context, queueSid).finally(() => memory.looks.delete(queueSid));
    memory.looks.set(queueSid, look);
    await look;
  }
  const latest = memory.snapshots.get(queueSid);
  if (isYounger(latest, USABLE_MS, now())) return latest;
  return memory.rests.get(queueSid)?.beingRead ? BEING_READ : undefined;
}

async function lookAndRemember(context: SharedSnapshotContext, queueSid: QueueSid): Promise<void> {
  const { memory, now } = context;
  const found = await lookAtQueue(context, queueSid);
  const beingRead = found === BEING_READ;
  const snapshot = beingRead ? undefined : found;
  if (snapshot) memory.snapshots.set(queueSid, snapshot);
  if (!isYounger(snapshot, FRESH_MS, now())) memory.rests.set(queueSid, { until: now() + REST_MS, beingRead });
}

async function lookAtQueue(context: SharedSnapshotContext, queueSid: QueueSid): Promise<Seen> {
  const { sync, now, note } = context;
  const documents = new Documents<Shared>(sync, (key) => `availability.${key}`, TTL_SECONDS, now);
  try {
    return await lookTogether(context, documents, queueSid);
  } catch (error) {
    // Without Sync each container reads for itself.
    note({ problem: `Queue ${queueSid} is not shared: ${error instanceof Error ? error.message : error}` });
    return takeSnapshot(context, queueSid);
  }
}

async function lookTogether(
  context: SharedSnapshotContext,
  documents: Documents<Shared>,
  queueSid: QueueSid,
): Promise<Seen> {
  const { now } = context;
  const claim = (before?: Shared): Shared => ({
    snapshot: before?.snapshot,
    failed: before?.failed ?? false,
    claimedUntil: now() + CLAIM_MS,
  });
  const stored = (await documents.read(queueSid)) ?? (await documents.createOrRead(queueSid, claim()));
  const { snapshot, claimedUntil, failed } = stored.value;
  if (isYounger(snapshot, FRESH_MS, now())) return snapshot;
  const isOurs = 'created' in stored && stored.created;
  const isTheirs = !isOurs && claimedUntil > now();
  const claimed = isOurs
    ? stored
    : !isTheirs && (await documents.replace(queueSid, claim(stored.value), stored.revision));
  if (!claimed) {
    if (failed || isYounger(snapshot, USABLE_MS, now())) return snapshot;
    return context.pause ? waitForTheirs(context, context.pause, documents, queueSid) : BEING_READ;
  }
  const taken = await takeSnapshot(context, queueSid);
  const result = taken ? { snapshot: taken, claimedUntil: 0, failed: false } : { ...claim(stored.value), failed: true };
  // Who does not get it stored has it all the same.
  await documents.replace(queueSid, result, claimed.revision).catch(() => undefined);
  return taken ?? snapshot;
}

async function waitForTheirs(
  { now }: SharedSnapshotContext,
  pause: (milliseconds: number) => Promise<void>,
  documents: Documents<Shared>,
  queueSid: QueueSid,
): Promise<QueueSnapshot | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    await pause(LOOK_AGAIN_MS);
    const found = await documents.read(queueSid);
    if (isYounger(found?.value.snapshot, FRESH_MS, now())) return found?.value.snapshot;
  }
  return undefined;
}

const isYounger = (snapshot: QueueSnapshot | undefined, milliseconds: number, now: number): snapshot is QueueSnapshot =>
  snapshot !== undefined && now - snapshot.takenAt < milliseconds;
