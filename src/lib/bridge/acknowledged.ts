import { Documents, type Stored } from '../state/documents';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';

/** As long as any chat, and its late events. */
const TTL_SECONDS = 30 * 24 * 3600;
const TRIES = 3;

/** How far the receiver has followed a chat. */
export interface Acknowledged {
  /** Index of a message; -1 when none. */
  last: number;
  /** It knows of the end. */
  closed: boolean;
}

/** One Sync document for each bridged chat. Deliveries run side by side; it only ever goes forward. */
export class AcknowledgedRecords {
  readonly #documents: Documents<Acknowledged>;

  constructor(sync: TwilioParts['sync'], now: () => number) {
    this.#documents = new Documents(sync, (conversationSid) => `bridge.${conversationSid}`, TTL_SECONDS, now);
  }

  read(conversationSid: ConversationSid): Promise<Stored<Acknowledged> | undefined> {
    return this.#documents.read(conversationSid);
  }

  /** @param held what was read before */
  async advance(
    conversationSid: ConversationSid,
    to: Acknowledged,
    held: Stored<Acknowledged> | undefined,
  ): Promise<Stored<Acknowledged>> {
    let before = held;
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const value = {
        last: Math.max(before?.value.last ?? -1, to.last),
        closed: (before?.value.closed ?? false) || to.closed,
      };
      const stored = before
        ? await this.#documents.replace(conversationSid, value, before.revision)
        : await this.#documents.createOrRead(conversationSid, value);
      if (stored && stored.value.last >= to.last && (stored.value.closed || !to.closed)) return stored;
      before = stored ?? (await this.#documents.read(conversationSid));
    }
    throw new Error(`What is acknowledged of ${conversationSid} changed ${TRIES} times while it was being written`);
  }
}
