import { Documents } from '../state/documents';
import type { TwilioParts } from '../twilio/twilio';

/**
 * TaskRouter takes three searches for the tasks of a conversation a second, from everybody together. So one chat gets
 * one in so many seconds: a session that asks again and again must not keep the others from theirs.
 */
export const SEARCH_EVERY_SECONDS = 10;

export class TaskSearchTurns {
  readonly #turns: Documents<true>;

  constructor(sync: TwilioParts['sync'], now: () => number) {
    this.#turns = new Documents<true>(sync, (key) => `task-search.${key}`, SEARCH_EVERY_SECONDS, now);
  }

  /** Undefined: this one has had its turn. A search that failed gives its turn back. */
  async take<Result>(key: string, search: () => Promise<Result>): Promise<Result | undefined> {
    if (!(await this.#turns.createOrRead(key, true)).created) return undefined;
    try {
      return await search();
    } catch (error) {
      await this.#turns.remove(key).catch(() => undefined);
      throw error;
    }
  }
}
