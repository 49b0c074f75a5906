/** Seconds; the longest of an interval is half as much again as its shortest. */
const SHORTEST = 20;
const LONGEST = 120;
const SPREAD = 1.5;
/** When another container reads the queue just now, and there is nothing to tell yet. */
const SOON = 3;
/** Whoever has 80 chats or less before them asks every 20 to 30 s, and four more make it a second later. */
const CHATS_A_SECOND = 4;

export interface PollFacts {
  /** Null: not known. */
  waiting: number | null;
  /** Null: beyond those that are told, or not in the queue. */
  position: number | null;
  /** Somebody reads the queue just now. */
  beingRead: boolean;
  /** 0 to 1: pages do not come all at once. */
  random: number;
}

/**
 * Whole seconds after which a page may ask again: the farther away, the later. A Service has 30 executions at once, and
 * those who wait must not take them from those who come: 300 who wait ask five times a second all together.
 */
export function pollAfter({ waiting, position, beingRead, random }: PollFacts): number {
  const away = (position ?? waiting ?? 0) / CHATS_A_SECOND;
  const from = beingRead ? SOON : Math.min(LONGEST, Math.max(SHORTEST, away));
  return Math.round(from * (1 + random * (SPREAD - 1)));
}
