/** Events of a reservation, by the SDK's names. */
export const RESERVATION_EVENTS = [
  'accepted',
  'canceled',
  'completed',
  'rejected',
  'rescinded',
  'timeout',
  'wrapup',
] as const;

export type ReservationEvent = (typeof RESERVATION_EVENTS)[number];

/**
 * Why a task has gone, in words; empty where the agent has done it by Complete.
 *
 * @param activityName where TaskRouter has put an agent who let an offer time out
 */
export function departure(name: string, event: ReservationEvent, activityName: string): string {
  switch (event) {
    case 'rejected':
      return `You have declined the chat of ${name}. It is offered to somebody else, or to you again if nobody else is there.`;
    case 'timeout':
      return `You did not answer ${name} in time. TaskRouter has set you to ${activityName}: go available when you are back.`;
    case 'rescinded':
      return `Somebody else has taken the chat of ${name}.`;
    case 'canceled':
      return `TaskRouter has taken the offer of ${name} back.`;
    default:
      return '';
  }
}
