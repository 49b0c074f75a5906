import type { Keys } from '../auth/keys';
import type { Config } from '../config';
import type { Deadline } from '../http/deadline';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { deliverNews } from './deliver-news';
import { postSigned, type Receiver } from './post-signed';

/** The receiver gets at most this to answer. */
const RECEIVER_MS = 3000;
/** Kept for what a request still has to do: what it is there for must not fail because a receiver is slow. */
const KEPT_MS = 2500;
/** With less than this it is not tried. */
const LEAST_MS = 300;

export interface DeliveryContext {
  twilio: TwilioParts;
  keys: Keys;
  deadline: Pick<Deadline, 'remaining'>;
  now: () => number;
  note: (facts: { problem: string }) => void;
}

/** Where news go, as BRIDGE_URL and BRIDGE_SECRETS say. */
export function receiverOf({ BRIDGE_URL, BRIDGE_SECRETS }: Config): Receiver | undefined {
  return BRIDGE_URL && BRIDGE_SECRETS ? { url: BRIDGE_URL, secrets: BRIDGE_SECRETS } : undefined;
}

/** Brings the receiver up to date, chat by chat. It never fails a request: what was not taken, the next news bring along. */
export class Delivery {
  readonly #notBridged = new Set<ConversationSid>();

  constructor(
    private readonly context: DeliveryContext,
    private readonly receiver: Receiver | undefined,
  ) {}

  /** @param atTheEnd nothing comes after this: all the time that is left is for it, and a second try */
  async deliver(conversationSid: ConversationSid, atTheEnd = false): Promise<void> {
    const { receiver } = this;
    if (!receiver || this.#notBridged.has(conversationSid)) return;
    const { twilio, keys, now, note } = this.context;
    const attempt = (body: string) => {
      const time = this.#time(atTheEnd ? LEAST_MS : KEPT_MS);
      return time < LEAST_MS ? Promise.resolve(false) : postSigned(receiver, body, now(), time);
    };
    const post = async (body: string) => (await attempt(body)) || (atTheEnd && (await attempt(body)));
    try {
      const outcome = await deliverNews({ twilio, keys, now, post }, conversationSid);
      if (outcome === 'not_bridged') this.#notBridged.add(conversationSid);
      if (outcome === 'not_taken') note({ problem: 'BRIDGE_URL did not take the news' });
    } catch (error) {
      note({ problem: `No news to BRIDGE_URL: ${error instanceof Error ? error.message : String(error)}` });
    }
  }

  #time(kept: number): number {
    return Math.min(RECEIVER_MS, this.context.deadline.remaining() - kept);
  }
}
