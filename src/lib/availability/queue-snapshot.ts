import type { QueueSid } from '../twilio/sids';
import type { TaskRouter } from '../twilio/taskrouter';
import { hasRoom } from './has-room';
import { TASK_CHANNEL } from './task-channel';

/** A queue at one moment. Null: Twilio could not say. */
export interface QueueSnapshot {
  /** Milliseconds since 1970. */
  takenAt: number;
  /** Somebody can take another chat. */
  available: boolean | null;
  /** Somebody is in an available activity, with room for another chat or without. */
  staffed: boolean | null;
  /** Chats that nobody has accepted, those included that are just being offered. */
  waiting: number | null;
  /** Chats that were accepted in the last RECENT_MINUTES. */
  acceptedRecently: number | null;
  /** The conversations of the first chats that wait, first one first; null for a chat that names no conversation. */
  order: (string | null)[] | null;
}

export const RECENT_MINUTES = 15;
/** Nobody is told a place beyond it. */
const PLACES = 50;
/** The list knows no channel: among so many tasks there are 50 chats, unless half of the queue is something else. */
const TASKS_READ = 100;

export interface SnapshotContext {
  taskRouter: Pick<
    TaskRouter,
    'queueStatistics' | 'acceptedTasks' | 'pendingTasks' | 'availableWorkers' | 'workerChannel'
  >;
  now: () => number;
  note: (facts: { problem: string }) => void;
}

/** Reads a queue. Never rejects: what cannot be read is null, and undefined when nothing can. */
export async function takeSnapshot(context: SnapshotContext, queueSid: QueueSid): Promise<QueueSnapshot | undefined> {
  const { taskRouter, now, note } = context;
  const takenAt = now();
  const unlessFailing = <Fact>(reading: Promise<Fact>): Promise<Fact | null> =>
    reading.catch((error: Error) => {
      note({ problem: `Queue ${queueSid} was not read in full: ${error.message}` });
      return null;
    });
  const [available, statistics, acceptedRecently, pending] = await Promise.all([
    unlessFailing(hasRoom(taskRouter, queueSid)),
    unlessFailing(taskRouter.queueStatistics(queueSid, TASK_CHANNEL)),
    unlessFailing(taskRouter.acceptedTasks(queueSid, TASK_CHANNEL, RECENT_MINUTES)),
    unlessFailing(taskRouter.pendingTasks(queueSid, TASKS_READ)),
  ]);
  if (available === null && statistics === null && pending === null) return undefined;
  const chats = pending?.filter(({ taskChannel }) => taskChannel === TASK_CHANNEL);
  return {
    takenAt,
    available,
    staffed: statistics && statistics.availableWorkers > 0,
    waiting: statistics?.waitingTasks ?? null,
    acceptedRecently,
    order: chats?.slice(0, PLACES).map(({ conversationSid }) => conversationSid ?? null) ?? null,
  };
}
