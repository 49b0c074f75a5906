import { Documents, type Stored } from '../state/documents';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';

/** A message is sent once within this, however often its request comes. */
const TTL_SECONDS = 24 * 3600;
/** Whoever took a claim so long ago is not at work any more: the platform ends an execution after 10 s. */
const AT_WORK_MS = 15_000;

export interface SendClaim {
  /** Milliseconds since 1970. */
  at: number;
}

/** Who sends the message of a request: a Sync document, created once. */
export class SendClaims {
  readonly #documents: Documents<SendClaim>;

  constructor(
    sync: TwilioParts['sync'],
    private readonly now: () => number,
  ) {
    this.#documents = new Documents(sync, (key) => `message.${key}`, TTL_SECONDS, now);
  }

  take(conversationSid: ConversationSid, requestId: string): Promise<Stored<SendClaim> & { created: boolean }> {
    return this.#documents.createOrRead(key(conversationSid, requestId), { at: this.now() });
  }

  isAtWork({ value }: Stored<SendClaim>): boolean {
    return this.now() - value.at < AT_WORK_MS;
  }

  /** From one that is not at work any more. False: somebody else did. */
  async takeOver(conversationSid: ConversationSid, requestId: string, held: Stored<SendClaim>): Promise<boolean> {
    const taken = await this.#documents.replace(key(conversationSid, requestId), { at: this.now() }, held.revision);
    return taken !== undefined;
  }

  /** Nothing was sent: a repeat may. */
  async release(conversationSid: ConversationSid, requestId: string): Promise<void> {
    await this.#documents.remove(key(conversationSid, requestId));
  }
}

const key = (conversationSid: ConversationSid, requestId: string) => `${conversationSid}.${requestId.toLowerCase()}`;
