import type { ReservationStatus, TaskRequest, TaskStatus } from '../ports';
import type { WorkflowTarget } from './workflow-configuration';

/** What a workspace holds. Times are milliseconds since 1970. */
export interface Workspace {
  sid: string;
  friendlyName: string;
  eventCallbackUrl: string;
  /** Comma-separated event types; empty: all. */
  eventsFilter: string;
  multiTaskEnabled: boolean;
  prioritizeQueueOrder: 'FIFO' | 'LIFO';
  defaultActivitySid: string;
  /** Where a worker goes who lets a reservation time out. */
  timeoutActivitySid: string;
  dateCreated: number;
  dateUpdated: number;
}

export interface Activity {
  sid: string;
  friendlyName: string;
  available: boolean;
  dateCreated: number;
}

export interface TaskChannel {
  sid: string;
  uniqueName: string;
  friendlyName: string;
  /** Tasks of this channel that a new worker may have at once. */
  capacity: number;
  dateCreated: number;
}

export interface TaskQueue {
  sid: string;
  friendlyName: string;
  /** An expression over the workers' attributes. */
  targetWorkers: string;
  dateCreated: number;
  dateUpdated: number;
}

export interface Workflow {
  sid: string;
  friendlyName: string;
  /** JSON text. */
  configuration: string;
  assignmentCallbackUrl: string;
  fallbackAssignmentCallbackUrl: string;
  /** Seconds. */
  taskReservationTimeout: number;
  dateCreated: number;
  dateUpdated: number;
}

export interface Worker {
  sid: string;
  friendlyName: string;
  attributes: Record<string, unknown>;
  activitySid: string;
  version: number;
  dateCreated: number;
  dateUpdated: number;
  dateStatusChanged: number;
  /** 0: never. Who has waited longest is asked first. */
  lastReserved: number;
}

export interface Task {
  sid: string;
  attributes: Record<string, unknown>;
  status: TaskStatus;
  priority: number;
  reason: string;
  /** Seconds from creation until it must be assigned. */
  timeout: number;
  taskChannelSid: string;
  workflowSid: string | null;
  queueSid: string;
  /** The one worker it is for. */
  routingTarget: string | null;
  interaction?: TaskRequest['interaction'];
  excludedWorkerSids: Set<string>;
  endsWhenDeclined: boolean;
  targets: WorkflowTarget[];
  targetIndex: number;
  version: number;
  dateCreated: number;
  dateUpdated: number;
  dateQueueEntered: number;
  virtualStartTime: number;
}

export interface Reservation {
  sid: string;
  taskSid: string;
  workerSid: string;
  status: ReservationStatus;
  /** Seconds. */
  timeout: number;
  version: number;
  dateCreated: number;
  dateUpdated: number;
}

/** Nobody has accepted it yet. */
export const isWaiting = ({ status }: Task) => status === 'pending' || status === 'reserved';
