import type { SavedCall } from './call-store';
import { isAtLeastAsNew, readSavedDocument, type SavedDocument, toSavedDocument } from './saved-document';
import type { StoredDocument, SyncClient } from './sync-client';

/**
 * The state of one call in the Sync Document `call.<CallSid>`. The last state counts: one that has not been written when
 * the next one comes is left out.
 *
 * Two instances may hold the same call for a moment, and one of them may have been cut off from Sync since. Each writes
 * against the revision that it knows; told that there is another, it looks, and gives way to a state that is newer.
 */
export class StateWriter {
  #waiting: SavedDocument | undefined;
  #lastSavedAt = 0;
  #revision: string | undefined;

  constructor(
    private readonly sync: SyncClient,
    private readonly name: string,
    /** Seconds. */
    private readonly ttl: number,
  ) {}

  get waits(): boolean {
    return this.#waiting !== undefined;
  }

  put(call: SavedCall, now: number): void {
    this.#lastSavedAt = Math.max(now, this.#lastSavedAt + 1);
    this.#waiting = toSavedDocument(call, this.#lastSavedAt);
  }

  drop(): void {
    this.#waiting = undefined;
  }

  /** Rejects when Sync does not answer; then it is still waiting. */
  async write(): Promise<void> {
    const document = this.#waiting;
    if (!document) return;
    const written = this.#revision
      ? await this.sync.updateDocument(this.name, document, this.#revision, this.ttl)
      : await this.sync.createDocument(this.name, document, this.ttl);
    if (written) {
      this.#revision = written.revision;
      if (this.#waiting === document) this.#waiting = undefined;
      return;
    }
    // Another instance, or an attempt of ours whose answer was lost. Without a document the next attempt makes one.
    const there = await this.sync.fetchDocument(this.name);
    this.#revision = there?.revision;
    const theirs = there && readSavedDocument(there.data);
    if (theirs && isAtLeastAsNew(theirs, document) && this.#waiting === document) this.#waiting = undefined;
  }

  async read(): Promise<{ found?: SavedDocument; unreadable: boolean }> {
    const there: StoredDocument | undefined = await this.sync.fetchDocument(this.name);
    this.#revision = there?.revision;
    const found = there && readSavedDocument(there.data);
    return { found, unreadable: there !== undefined && !found };
  }
}
