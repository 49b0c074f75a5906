import { type RequestError, tooManyRequests } from '../http/errors';
import type { Sync } from '../twilio/sync';

const MINUTE_MS = 60_000;
/** A list and a mark are of use for their minute; clocks differ a little. */
const KEPT_SECONDS = 120;
/** Wrong codes a minute, of everybody together: a Function sees nobody's address. */
export const WRONG_CODES_PER_MINUTE = 60;

export interface GuessCeilingSettings {
  sync: Pick<Sync, 'createList' | 'append' | 'create' | 'fetch'>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * A ceiling on wrong join codes, over all containers: each adds an item to the minute's Sync list, and its index says how
 * many came before. The one that reaches the ceiling leaves a mark, and until the minute is over no code is taken, right
 * or wrong. Between the two, only those can still be answered that were under way already.
 */
export class GuessCeiling {
  readonly #minute: string;

  constructor(private readonly settings: GuessCeilingSettings) {
    this.#minute = String(Math.floor(settings.now() / MINUTE_MS));
  }

  /** @throws RequestError 429 too_many_codes */
  async check(): Promise<void> {
    const refusal = await this.closed();
    if (refusal) throw refusal;
  }

  /** The refusal of whoever shows a code in this minute; undefined while codes are taken. */
  async closed(): Promise<RequestError | undefined> {
    return (await this.settings.sync.fetch(this.#mark)) && this.#refusal();
  }

  /**
   * Counts a wrong code.
   *
   * @throws RequestError 429 too_many_codes, when it was one too many
   */
  async count(): Promise<void> {
    const { sync } = this.settings;
    const list = `video-wrong-codes.${this.#minute}`;
    await sync.createList(list, KEPT_SECONDS);
    const before = await sync.append(list);
    if (before + 1 < WRONG_CODES_PER_MINUTE) return;
    await sync.create(this.#mark, {}, KEPT_SECONDS);
    if (before >= WRONG_CODES_PER_MINUTE) throw this.#refusal();
  }

  get #mark(): string {
    return `video-codes-closed.${this.#minute}`;
  }

  #refusal(): RequestError {
    const left = Math.ceil((MINUTE_MS - (this.settings.now() % MINUTE_MS)) / 1000);
    return tooManyRequests('too_many_codes', 'Too many wrong codes. Try again after Retry-After.', left);
  }
}
