import type { Duration } from './duration';

/** A call with a flow: who calls, and what happens as soon as the flow waits for it. */
export interface CallScript {
  /** The caller's number; +14155550100 when absent. */
  from?: string;
  /** In order. */
  happens: CallHappening[];
}

/**
 * `presses`, `says`, `isSilent`: the caller, asked by Gather Input on Call. `returns`: what a redirect or a
 * ConversationRelay session comes back with. `leavesQueue`: the QueueResult of Send to Flex or Enqueue Call. `isAway`: a
 * redirect that has not come back after that time. `hangsUp`: the caller, while this widget runs.
 */
export type CallHappening =
  | { presses: string }
  | { says: string }
  | { isSilent: true }
  | { returns: Record<string, string> }
  | { leavesQueue: string }
  | { isAway: Duration }
  | { hangsUp: string };

/** What the flow waits for → what may happen then. */
const FITTING = {
  input: ['presses', 'says', 'isSilent'],
  redirect: ['returns', 'isAway'],
  relay: ['returns'],
  queue: ['leavesQueue'],
} as const;

export type Awaited = keyof typeof FITTING;

export const fits = (happening: CallHappening, awaited: Awaited): boolean =>
  FITTING[awaited].some((key) => key in happening);

/** For people: `leavesQueue "bridged"`. */
export const described = (happening: CallHappening): string =>
  Object.entries(happening)
    .map(([key, value]) => (value === true ? key : `${key} ${JSON.stringify(value)}`))
    .join(' ');
