import type { MessageInstance, MessagePage } from 'twilio/lib/rest/conversations/v1/service/conversation/message';
import type TwilioClient from 'twilio/lib/rest/Twilio';
import type { ConversationSid } from './sids';
import type { Upstream } from './upstream';
import { undefinedWhenRefused } from './upstream-error';

export interface Attachment {
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
}

export interface Message {
  sid: string;
  /** Goes up by one with each message of a conversation; one that was deleted leaves a gap. */
  index: number;
  author: string;
  /** Was the author in the conversation? False of what a flow or a Function says. */
  byParticipant: boolean;
  text: string;
  /** JSON text. */
  attributes: string;
  attachments: Attachment[];
  createdAt: Date;
}

export interface NewMessage {
  author: string;
  text: string;
  /** JSON text of at most 4 KB. */
  attributes: string;
}

export interface MessagesAfter {
  /** In order; the first ones, when there are more. */
  messages: Message[];
  more: boolean;
  /** Of the last message there is; -1 when there is none. */
  lastIndex: number;
}

/** Twilio's largest page, and the most that is given at once. */
export const PAGE_SIZE = 100;
const NOT_FOUND = 404;

/** Messages of Conversations v1. https://www.twilio.com/docs/conversations/api/conversation-message-resource */
export class Messages {
  constructor(
    private readonly upstream: Upstream,
    private readonly client: () => Promise<TwilioClient>,
    private readonly serviceSid: string,
  ) {}

  /** Written as if its author had: flows and webhooks hear it. Not repeated when the answer is lost: it would be there twice. */
  async send(sid: ConversationSid, { author, text, attributes }: NewMessage): Promise<Message> {
    const list = await this.#list(sid);
    return this.upstream
      .call(false, () => list.create({ author, body: text, attributes, xTwilioWebhookEnabled: 'true' }))
      .then(toMessage);
  }

  /** What pages make of a message, in place of what stood there. Fires no webhooks. @param attributes JSON text */
  async setAttributes(sid: ConversationSid, messageSid: string, attributes: string): Promise<void> {
    const list = await this.#list(sid);
    await this.upstream.call(true, () => list(messageSid).update({ attributes }));
  }

  /** The newest, newest first; nothing in a conversation that is gone. One call. @param count at most 100 */
  async last(sid: ConversationSid, count: number): Promise<Message[]> {
    return (await this.#first(sid, 'desc', count))?.instances.map(toMessage) ?? [];
  }

  /** Newest first, as far back as this moment. One call for each 100. */
  async since(sid: ConversationSid, moment: Date): Promise<Message[]> {
    const found: Message[] = [];
    let page = await this.#first(sid, 'desc', PAGE_SIZE);
    while (page) {
      found.push(...page.instances.map(toMessage));
      const oldest = found.at(-1);
      page = oldest && oldest.createdAt >= moment ? await this.#next(page) : undefined;
    }
    return found.filter(({ createdAt }) => createdAt >= moment);
  }

  /**
   * What was said after this index, at most 100. Twilio pages from either end and not from an index: one call, and
   * where more than 100 are new, as many more as the shorter way takes.
   *
   * @param after -1 for all
   */
  async after(sid: ConversationSid, after: number): Promise<MessagesAfter> {
    const found = new Map<number, Message>();
    const keep = ({ instances }: MessagePage) => {
      for (const message of instances.map(toMessage)) if (message.index > after) found.set(message.index, message);
    };
    const newest = await this.#first(sid, 'desc', PAGE_SIZE);
    if (newest) keep(newest);
    const lastIndex = newest?.instances[0]?.index ?? -1;
    const pagesBack = Math.ceil((lastIndex - after) / PAGE_SIZE) - 1;
    const pagesOn = Math.ceil((after + 1) / PAGE_SIZE) + 1;
    if (newest && pagesBack > 0) {
      if (pagesBack <= pagesOn) {
        for (let page = await this.#next(newest); page; page = await this.#next(page)) {
          keep(page);
          if ((page.instances.at(-1)?.index ?? 0) <= after + 1) break;
        }
      } else {
        found.clear();
        for (let page = await this.#first(sid, 'asc', PAGE_SIZE); page; page = await this.#next(page)) {
          keep(page);
          if (found.size >= PAGE_SIZE) break;
        }
      }
    }
    const messages = [...found.values()].sort((one, other) => one.index - other.index).slice(0, PAGE_SIZE);
    return { messages, more: (messages.at(-1)?.index ?? lastIndex) < lastIndex, lastIndex };
  }

  async #first(sid: ConversationSid, order: 'asc' | 'desc', pageSize: number): Promise<MessagePage | undefined> {
    const list = await this.#list(sid);
    return this.upstream.call(true, () => list.page({ order, pageSize })).catch(undefinedWhenRefused(NOT_FOUND));
  }

  async #next(page: MessagePage): Promise<MessagePage | undefined> {
    if (!page.nextPageUrl) return undefined;
    return this.upstream.call(true, async () => (await page.nextPage()) as MessagePage);
  }

  async #list(sid: ConversationSid) {
    return (await this.client()).conversations.v1.services(this.serviceSid).conversations(sid).messages;
  }
}

/** As the OpenAPI describes them; the helper library leaves them untyped. */
interface Media {
  filename?: string | null;
  content_type?: string | null;
  size?: number | null;
}

function toMessage(message: MessageInstance): Message {
  const media = (message.media ?? []) as Media[];
  return {
    sid: message.sid,
    index: message.index,
    author: message.author,
    byParticipant: Boolean(message.participantSid),
    text: message.body ?? '',
    attributes: message.attributes,
    attachments: media.map(({ filename, content_type, size }) => ({
      name: filename ?? '',
      contentType: content_type ?? '',
      size: size ?? 0,
    })),
    createdAt: message.dateCreated,
  };
}
