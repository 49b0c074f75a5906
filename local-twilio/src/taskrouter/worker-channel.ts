import { seededSid } from '../account/sids';
import type { Reservation, TaskChannel, Worker } from './resources';

/** What a worker was given for one task channel, where it differs from what every worker gets. */
export interface WorkerChannelSettings {
  capacity?: number;
  /** Off: no task of this channel is offered, whatever room there is. */
  available?: boolean;
}

/** How much a worker takes of one task channel, and has of it. */
export interface WorkerChannel {
  capacity: number;
  available: boolean;
  /** Accepted ones. */
  assignedTasks: number;
  /** 0 to 100: offered, accepted and wrapping ones take room. */
  availableCapacityPercentage: number;
}

/** @see https://www.twilio.com/docs/taskrouter/multitasking for the formula */
export function workerChannel(
  channel: TaskChannel,
  { capacity = channel.capacity, available = true }: WorkerChannelSettings,
  active: Reservation[],
): WorkerChannel {
  return {
    capacity,
    available,
    assignedTasks: active.filter(({ status }) => status === 'accepted').length,
    availableCapacityPercentage: capacity > 0 ? Math.max(0, Math.floor((1 - active.length / capacity) * 100)) : 0,
  };
}

export const workerChannelSid = (worker: Worker, channel: TaskChannel) =>
  seededSid('WC', `${worker.sid}:${channel.sid}`);
