import type { Keys } from '../auth/keys';
import type { Config } from '../config';
import type { Deadline } from '../http/deadline';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { deliverNews } from './deliver-news';
import { postSigned, type Receiver } from './post-signed';
import type { ReceiverPatience } from './receiver-patience';

/** Kept for writing down what was acknowledged, and for the answer of the request. */
const KEPT_MS = 300;
/** With less than this it is not tried. */
const LEAST_MS = 300;

export interface DeliveryContext {
  twilio: TwilioParts;
  keys: Keys;
  patience: ReceiverPatience;
  deadline: Pick<Deadline, 'remaining'>;
  now: () => number;
  note: (facts: { problem: string }) => void;
}

/** Where news go, as BRIDGE_URL and BRIDGE_SECRETS say. */
export function receiverOf({ BRIDGE_URL, BRIDGE_SECRETS }: Config): Receiver | undefined {
  return BRIDGE_URL && BRIDGE_SECRETS ? { url: BRIDGE_URL, secrets: BRIDGE_SECRETS } : undefined;
}

/**
 * Brings the receiver up to date, chat by chat, beside the work of a request: it neither fails it nor holds it up. Only the
 * answer waits for it, since a Function has no work after that. What was not taken, the next news bring along.
 */
export class Delivery {
  readonly #notBridged = new Set<ConversationSid>();
  #begun: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: DeliveryContext,
    private readonly receiver: Receiver | undefined,
  ) {}

  /**
   * One after another, so that none tells what another one is just telling.
   *
   * @param atTheEnd nothing comes after this: it is tried twice
   */
  deliver(conversationSid: ConversationSid, atTheEnd = false): Promise<void> {
    this.#begun = this.#begun.then(() => this.#deliver(conversationSid, atTheEnd));
    return this.#begun;
  }

  /** When all that was begun is over. Never rejects. */
  done(): Promise<void> {
    return this.#begun;
  }

  async #deliver(conversationSid: ConversationSid, atTheEnd: boolean): Promise<void> {
    const { receiver } = this;
    if (!receiver || this.#notBridged.has(conversationSid)) return;
    const { twilio, keys, now, note } = this.context;
    const attempt = (body: string) => this.#attempt(receiver, body, atTheEnd);
    const post = async (body: string) => (await attempt(body)) || (atTheEnd && (await attempt(body)));
    try {
      const outcome = await deliverNews({ twilio, keys, now, post }, conversationSid);
      if (outcome === 'not_bridged') this.#notBridged.add(conversationSid);
      if (outcome === 'not_taken') note({ problem: 'BRIDGE_URL did not take the news' });
    } catch (error) {
      note({ problem: `No news to BRIDGE_URL: ${error instanceof Error ? error.message : String(error)}` });
    }
  }

  async #attempt(receiver: Receiver, body: string, atTheEnd: boolean): Promise<boolean> {
    const { patience, deadline, now } = this.context;
    const longest = patience.longest(now(), atTheEnd);
    const time = Math.min(longest, deadline.remaining() - KEPT_MS);
    if (time < LEAST_MS) return false;
    const outcome = await postSigned(receiver, body, now(), time);
    if (outcome !== 'silent') patience.answered();
    else if (time === longest) patience.wasSilent(now());
    return outcome === 'taken';
  }
}
