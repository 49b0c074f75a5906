import type { Clock } from '../account/clock';
import type { Change } from './changes';

/** Something that happened to a task of a queue. Kept when TaskRouter has long deleted the task. */
interface Occurrence {
  type: string;
  at: number;
  queueSid: string;
  taskChannelSid: string;
  /** Seconds since the task was made, and since it came into the queue. */
  age: number;
  ageInQueue: number;
}

interface Span {
  queueSid: string;
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  /** Absent: all. */
  taskChannelSid?: string;
}

const COUNTED = {
  reservations_created: 'reservation.created',
  reservations_accepted: 'reservation.accepted',
  reservations_rejected: 'reservation.rejected',
  reservations_timed_out: 'reservation.timeout',
  reservations_canceled: 'reservation.canceled',
  reservations_rescinded: 'reservation.rescinded',
  tasks_canceled: 'task.canceled',
  tasks_completed: 'task.completed',
  tasks_deleted: 'task.system-deleted',
  tasks_entered: 'task-queue.entered',
  tasks_moved: 'task-queue.moved',
} as const;

const TYPES: ReadonlySet<string> = new Set(Object.values(COUNTED));

/** What has happened in the queues: the cumulative statistics are counted from it. */
export class QueueHistory {
  readonly #occurrences: Occurrence[] = [];

  constructor(private readonly clock: Clock) {}

  record({ type, task }: Change): void {
    if (!task || !TYPES.has(type)) return;
    const at = this.clock.now();
    const since = (moment: number) => Math.max(0, Math.floor((at - moment) / 1000));
    this.#occurrences.push({
      type,
      at,
      queueSid: task.queueSid,
      taskChannelSid: task.taskChannelSid,
      age: since(task.dateCreated),
      ageInQueue: since(task.dateQueueEntered),
    });
  }

  /** @see https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics */
  statistics({ queueSid, from, to, taskChannelSid }: Span) {
    const within = this.#occurrences.filter(
      (occurrence) =>
        occurrence.queueSid === queueSid &&
        occurrence.at >= from &&
        occurrence.at <= to &&
        (taskChannelSid === undefined || occurrence.taskChannelSid === taskChannelSid),
    );
    const of = (type: string) => within.filter((occurrence) => occurrence.type === type);
    const counts = Object.fromEntries(Object.entries(COUNTED).map(([name, type]) => [name, of(type).length]));
    const accepted = of('reservation.accepted');
    const untilAccepted = durations(accepted.map(({ age }) => age));
    return {
      ...(counts as Record<keyof typeof COUNTED, number>),
      avg_task_acceptance_time: untilAccepted.avg,
      wait_duration_until_accepted: untilAccepted,
      wait_duration_in_queue_until_accepted: durations(accepted.map(({ ageInQueue }) => ageInQueue)),
      wait_duration_until_canceled: durations(of('task.canceled').map(({ age }) => age)),
      split_by_wait_time: null,
    };
  }
}

function durations(seconds: number[]) {
  const total = seconds.reduce((sum, each) => sum + each, 0);
  return {
    avg: seconds.length > 0 ? Math.round(total / seconds.length) : 0,
    min: seconds.length > 0 ? Math.min(...seconds) : 0,
    max: Math.max(0, ...seconds),
    total,
  };
}
