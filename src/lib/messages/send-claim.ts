import { Documents, type Stored } from '../state/documents';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';

/** A message is sent once within this, however often its request comes. */
const TTL_SECONDS = 24 * 3600;
/** Whoever took a claim so long ago is not at work any more: the platform ends an execution after 10 s. */
const AT_WORK_MS = 15_000;
/** What Twilio had not done by then, after we have heard no good of it, it will not do. */
const SETTLES_MS = 3000;

export interface SendClaim {
  /** Milliseconds since 1970. */
  at: number;
  /** Which request took it: tells one's own from another's after an answer that was lost. */
  by: string;
  /** Nobody is at work on it from then on: milliseconds since 1970. */
  until: number;
}

/** Who sends the message of a request: a Sync document, created once. */
export class SendClaims {
  readonly #documents: Documents<SendClaim>;

  /** @param by of this request alone */
  constructor(
    sync: TwilioParts['sync'],
    private readonly now: () => number,
    private readonly by: string,
  ) {
    this.#documents = new Documents(sync, (key) => `message.${key}`, TTL_SECONDS, now);
  }

  /** `ours`, or what another request has. */
  async take(conversationSid: ConversationSid, requestId: string): Promise<Stored<SendClaim> & { ours: boolean }> {
    const held = await this.#documents.createOrRead(key(conversationSid, requestId), this.#claim());
    return { ...held, ours: held.value.by === this.by };
  }

  /** May whoever has it still send? */
  isAtWork({ value: { until } }: Stored<SendClaim>): boolean {
    return this.now() < until;
  }

  /** From one that is not at work any more. Undefined: somebody was faster. */
  async takeOver(
    conversationSid: ConversationSid,
    requestId: string,
    held: Stored<SendClaim>,
  ): Promise<Stored<SendClaim> | undefined> {
    const name = key(conversationSid, requestId);
    const taken =
      (await this.#documents.replace(name, this.#claim(), held.revision)) ?? (await this.#documents.read(name));
    return taken?.value.by === this.by ? taken : undefined;
  }

  /** Nothing was sent: a repeat may. Where that can't be written down, it may when nobody is at work on it any more. */
  async release(conversationSid: ConversationSid, requestId: string): Promise<void> {
    await this.#documents.remove(key(conversationSid, requestId)).catch(() => undefined);
  }

  /** It may have been sent, and may still be. */
  async letSettle(conversationSid: ConversationSid, requestId: string, held: Stored<SendClaim>): Promise<void> {
    const value = { ...held.value, until: this.now() + SETTLES_MS };
    await this.#documents.replace(key(conversationSid, requestId), value, held.revision).catch(() => undefined);
  }

  #claim(): SendClaim {
    return { at: this.now(), by: this.by, until: this.now() + AT_WORK_MS };
  }
}

const key = (conversationSid: ConversationSid, requestId: string) => `${conversationSid}.${requestId.toLowerCase()}`;
