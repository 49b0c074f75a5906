import type { ReservationStatus, TaskStatus } from '../ports';
import type { Activity, Reservation, Task, Worker } from './resources';
import type { WorkspaceState } from './workspace-state';

/** Something happened. The resources are as they are right after it. */
export interface Change {
  /** Such as `reservation.created`. */
  type: string;
  description: string;
  task?: Task;
  reservation?: Reservation;
  worker?: Worker;
  previousActivity?: Activity;
  millisecondsInPreviousActivity?: number;
}

/** The single changes that all rules are made of, and the word of them to whoever listens. */
export class Changes {
  constructor(
    private readonly state: WorkspaceState,
    private readonly onChange: (change: Change) => void,
  ) {}

  setTaskStatus(task: Task, status: TaskStatus): void {
    task.status = status;
    this.touch(task);
  }

  setReservationStatus(reservation: Reservation, status: ReservationStatus): void {
    reservation.status = status;
    this.touch(reservation);
  }

  setActivity(worker: Worker, activity: Activity): void {
    if (worker.activitySid === activity.sid) return;
    const previousActivity = this.state.get.activity(worker.activitySid);
    const now = this.state.clock.now();
    const millisecondsInPreviousActivity = now - worker.dateStatusChanged;
    worker.activitySid = activity.sid;
    worker.dateStatusChanged = now;
    this.touch(worker);
    this.announce(
      'worker.activity.update',
      `Worker ${worker.friendlyName} updated to ${activity.friendlyName} Activity`,
      { worker, previousActivity, millisecondsInPreviousActivity },
    );
  }

  /** A new version, as of now. */
  touch(resource: { version: number; dateUpdated: number }): void {
    resource.version += 1;
    resource.dateUpdated = this.state.clock.now();
  }

  announce(type: string, description: string, parts: Omit<Change, 'type' | 'description'>): void {
    this.onChange({ type, description, ...parts });
  }

  announceReservation(type: string, reservation: Reservation, words: string): void {
    const task = this.state.tasks.get(reservation.taskSid);
    const worker = this.state.workers.get(reservation.workerSid);
    this.announce(type, `Worker ${worker?.friendlyName} reservation for task ${reservation.taskSid} ${words}`, {
      task,
      reservation,
      worker,
    });
  }
}
