import type { TranscriptLine } from './call-store';
import type { SyncClient } from './sync-client';

/** In the worst case four bytes each, within the 16 KiB of an item. */
const MAXIMUM_CHARACTERS = 3500;
/** Of the end of the list, to find a line again: another instance may have written one or two behind it. */
const LOOK_BACK = 5;
/** Of one call, while Sync does not answer; the oldest are lost first. */
const MAXIMUM_WAITING = 2000;

/**
 * The lines of one call in the Sync List `call-transcript.<CallSid>`, in their order, none lost and none twice.
 *
 * The rule: one request at a time, and a line leaves the queue when Sync has confirmed it. Sync knows no idempotency key
 * for list items, so after an attempt without an answer the end of the list is read first: the line that stands there
 * (same time, speaker and text) is not sent again. One case is left, a request that Sync carries out only after that look.
 * Such a line stands twice with the same `at`, `who` and `text`; whoever shows the list leaves the second one out.
 */
export class TranscriptWriter {
  #lines: TranscriptLine[] = [];
  #listMade = false;
  /** An attempt with the first line ended without an answer. */
  #mayBeThere = false;

  constructor(
    private readonly sync: SyncClient,
    private readonly name: string,
    /** Seconds, from the first line on. */
    private readonly ttl: number,
  ) {}

  get waiting(): number {
    return this.#lines.length;
  }

  /** @returns how many were lost, because too many wait */
  put(lines: readonly TranscriptLine[]): number {
    for (const { at, who, text } of lines) this.#lines.push({ at, who, text: text.slice(0, MAXIMUM_CHARACTERS) });
    const lost = Math.max(0, this.#lines.length - MAXIMUM_WAITING);
    if (lost > 0) {
      this.#lines.splice(0, lost);
      this.#mayBeThere = false;
    }
    return lost;
  }

  /** The first one: Sync will never take it. */
  drop(): void {
    this.#lines.shift();
    this.#mayBeThere = false;
  }

  /** Writes the first line. Rejects when Sync does not answer; then it is still waiting. */
  async write(): Promise<void> {
    const line = this.#lines[0];
    if (!line) return;
    if (!this.#listMade) {
      await this.sync.createList(this.name, this.ttl);
      this.#listMade = true;
    }
    if (this.#mayBeThere && (await this.#isThere(line))) {
      this.#confirmed(line);
      return;
    }
    this.#mayBeThere = true;
    const written = await this.sync.appendItem(this.name, line);
    if (written) this.#confirmed(line);
    // The list has reached the end of its life: the next attempt makes a new one.
    else this.#listMade = false;
  }

  async #isThere(line: TranscriptLine): Promise<boolean> {
    const last = (await this.sync.lastItems(this.name, LOOK_BACK)) as Partial<TranscriptLine>[];
    return last.some(({ at, who, text }) => at === line.at && who === line.who && text === line.text);
  }

  #confirmed(line: TranscriptLine): void {
    this.#mayBeThere = false;
    if (this.#lines[0] === line) this.#lines.shift();
  }
}
