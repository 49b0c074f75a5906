import { isSameLine, type TranscriptLine } from './call-store';
import type { StoredItem, SyncClient } from './sync-client';

/** In the worst case four bytes each, within the 16 KiB of an item. */
const MAXIMUM_CHARACTERS = 3500;
/** Of the end of the list, to find a line again: another instance may have written one or two behind it. */
const LOOK_BACK = 5;
/** The same, to correct one: the caller may have said something since. */
const LOOK_BACK_TO_CORRECT = 20;
/** Of one call, while Sync does not answer; the oldest are lost first. */
const MAXIMUM_WAITING = 2000;

interface Entry {
  line: TranscriptLine;
  /** Of a line that was written before: what is left of it. */
  left?: string;
}

/**
 * The lines of one call in the Sync List `call-transcript.<CallSid>`, in their order, none lost and none twice.
 *
 * The rule: one request at a time, and a line leaves the queue when Sync has confirmed it. Sync knows no idempotency key
 * for list items, so after an attempt without an answer the end of the list is read first: the line that stands there
 * (same time, speaker and text) is not sent again. One case is left, a request that Sync carries out only after that look.
 * Such a line stands twice with the same `at`, `who` and `text`; whoever shows the list leaves the second one out.
 */
export class TranscriptWriter {
  #waiting: Entry[] = [];
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
    return this.#waiting.length;
  }

  /** @returns how many were lost, because too many wait */
  put(lines: readonly TranscriptLine[]): number {
    for (const line of lines) this.#waiting.push({ line: fitting(line) });
    const lost = Math.max(0, this.#waiting.length - MAXIMUM_WAITING);
    if (lost > 0) {
      this.#waiting.splice(0, lost);
      this.#mayBeThere = false;
    }
    return lost;
  }

  /** @param text what was heard of a line that was put; empty: nothing */
  correct(line: TranscriptLine, text: string): void {
    this.#waiting.push({ line: fitting(line), left: text.slice(0, MAXIMUM_CHARACTERS) });
  }

  /** The first one: Sync will never take it. */
  drop(): void {
    this.#waiting.shift();
    this.#mayBeThere = false;
  }

  /** Writes the first line, or corrects it. Rejects when Sync does not answer; then it is still waiting. */
  async write(): Promise<void> {
    const entry = this.#waiting[0];
    if (!entry) return;
    if (entry.left === undefined) await this.#append(entry);
    else await this.#correct(entry, entry.left);
  }

  async #append(entry: Entry): Promise<void> {
    if (!this.#listMade) {
      await this.sync.createList(this.name, this.ttl);
      this.#listMade = true;
    }
    if (this.#mayBeThere && (await this.#find(entry.line, LOOK_BACK))) {
      this.#confirmed(entry);
      return;
    }
    this.#mayBeThere = true;
    const written = await this.sync.appendItem(this.name, entry.line);
    if (written) this.#confirmed(entry);
    // The list has reached the end of its life: the next attempt makes a new one.
    else this.#listMade = false;
  }

  /** Done twice after a lost answer it finds nothing the second time. */
  async #correct(entry: Entry, left: string): Promise<void> {
    const item = await this.#find(entry.line, LOOK_BACK_TO_CORRECT);
    if (item && left !== '') await this.sync.updateItem(this.name, item.index, { ...entry.line, text: left });
    else if (item) await this.sync.removeItem(this.name, item.index);
    this.#confirmed(entry);
  }

  async #find(line: TranscriptLine, lookBack: number): Promise<StoredItem | undefined> {
    const last = await this.sync.lastItems(this.name, lookBack);
    return last.find(({ data }) => isSameLine(data as Partial<TranscriptLine>, line));
  }

  #confirmed(entry: Entry): void {
    this.#mayBeThere = false;
    if (this.#waiting[0] === entry) this.#waiting.shift();
  }
}

const fitting = ({ at, who, text }: TranscriptLine): TranscriptLine => ({
  at,
  who,
  text: text.slice(0, MAXIMUM_CHARACTERS),
});
