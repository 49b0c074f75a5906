import { readSeal } from '../auth/conversation-seal';
import type { Keys } from '../auth/keys';
import { type ToldMessage, toldMessage } from '../transcript/told-message';
import type { ConversationSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { AcknowledgedRecords } from './acknowledged';

/** What the receiver is sent: all that is new to it in one chat. */
export interface News {
  conversationSid: ConversationSid;
  /** What agents and the flow have said, in order; not what the customer has. */
  messages: ToldMessage[];
  /** `closed` in the last one alone. */
  state: 'open' | 'closed';
  /** All up to this index is told; -1 when nothing was said. */
  last: number;
  /** There are more than fit; they follow. */
  more?: true;
}

export interface DeliverNews {
  twilio: Pick<TwilioParts, 'conversations' | 'messages' | 'sync'>;
  keys: Keys;
  now: () => number;
  /** False: the receiver did not take it. */
  post: (body: string) => Promise<boolean>;
}

/**
 * Tells the receiver of a bridged chat everything after what it has acknowledged. Twilio repeats no event, so each
 * delivery makes good for those that failed before. Two that run side by side may both tell the same: the receiver
 * drops repeats by `messageSid`. Five calls, three deep, and the receiver's.
 */
export async function deliverNews(
  { twilio, keys, now, post }: DeliverNews,
  conversationSid: ConversationSid,
): Promise<'not_bridged' | 'nothing_new' | 'delivered' | 'not_taken'> {
  const records = new AcknowledgedRecords(twilio.sync, now);
  const [conversation, participants, acknowledged] = await Promise.all([
    twilio.conversations.fetch(conversationSid),
    twilio.conversations.participants(conversationSid),
    records.read(conversationSid),
  ]);
  const seal = conversation && (await readSeal(keys, conversation));
  if (!conversation || !seal?.bridge) return 'not_bridged';
  const { closed } = conversation;
  let held = acknowledged;
  let last = held?.value.last ?? -1;
  let outcome: 'nothing_new' | 'delivered' = 'nothing_new';
  for (;;) {
    const page = await twilio.messages.after(conversationSid, last);
    const messages = page.messages
      .filter(({ author }) => author !== seal.identity)
      .map((message) => toldMessage(message, seal.identity, participants));
    last = page.messages.at(-1)?.index ?? last;
    const ends = closed && !page.more && !held?.value.closed;
    if (messages.length > 0 || ends) {
      const news: News = {
        conversationSid,
        messages,
        state: closed && !page.more ? 'closed' : 'open',
        last,
        ...(page.more && { more: true }),
      };
      if (!(await post(JSON.stringify(news)))) return 'not_taken';
      held = await records.advance(conversationSid, { last, closed: ends || (held?.value.closed ?? false) }, held);
      outcome = 'delivered';
    }
    if (!page.more) return outcome;
  }
}
