import { newSid } from '../account/sids';
import { badRequest, TwilioError } from '../http/errors';
import { type Conversation, type Media, type Message, participantWithIdentity } from './conversation';
import type { Actor } from './events';
import { checkedAttributes, checkedBody, checkedName, MESSAGE_ATTRIBUTES_BYTES } from './limits';
import { type ModelContext, requireOpen } from './model-context';

export interface NewMessage {
  /** `system` when absent. */
  author?: string;
  body?: string | null;
  subject?: string | null;
  attributes?: string;
  contentSid?: string | null;
  media?: Media[];
}

export interface MessageUpdate {
  author?: string;
  body?: string;
  subject?: string;
  attributes?: string;
}

/** What is said in a conversation. */
export class Messages {
  constructor(
    private readonly context: ModelContext,
    /** Every message counts as activity. */
    private readonly onActivity: (conversation: Conversation, actor: Actor) => void,
  ) {}

  /** By SID; throws 404/50450. */
  get(conversation: Conversation, sid: string): Message {
    for (const message of conversation.messages.values()) if (message.sid === sid) return message;
    throw new TwilioError(404, 50450, `Message ${sid} not found`);
  }

  add(conversation: Conversation, given: NewMessage, actor: Actor): Message {
    requireOpen(conversation);
    const author = given.author || 'system';
    const media = given.media ?? [];
    const body = checkedBody(given.body ?? null);
    if (!body && media.length === 0 && !given.contentSid) throw badRequest(50503, 'A message needs a body or media');
    const now = this.context.now();
    const message: Message = {
      sid: newSid('IM'),
      index: conversation.nextMessageIndex,
      author,
      body,
      subject: checkedName('Subject', given.subject ?? null),
      attributes: checkedAttributes(given.attributes ?? '{}', MESSAGE_ATTRIBUTES_BYTES),
      contentSid: given.contentSid ?? null,
      participantSid: participantWithIdentity(conversation, author)?.sid ?? null,
      media,
      dateCreated: now,
      dateUpdated: now,
      lastUpdatedBy: null,
      source: actor.source === 'SDK' ? 'SDK' : 'API',
    };
    conversation.nextMessageIndex += 1;
    conversation.messages.set(message.index, message);
    conversation.lastMessage = { index: message.index, timestamp: now };
    conversation.dateUpdated = now;
    this.context.announce({ type: 'onMessageAdded', conversation, message, actor });
    this.onActivity(conversation, actor);
    return message;
  }

  update(conversation: Conversation, message: Message, change: MessageUpdate, actor: Actor): void {
    requireOpen(conversation);
    const attributes =
      change.attributes === undefined
        ? message.attributes
        : checkedAttributes(change.attributes, MESSAGE_ATTRIBUTES_BYTES);
    if (change.body !== undefined) message.body = checkedBody(change.body);
    if (change.subject !== undefined) message.subject = checkedName('Subject', change.subject);
    if (change.author !== undefined) message.author = change.author;
    message.attributes = attributes;
    message.dateUpdated = this.context.now();
    message.lastUpdatedBy = actor.identity ?? 'system';
    this.context.announce({ type: 'onMessageUpdated', conversation, message, actor });
  }

  remove(conversation: Conversation, message: Message, actor: Actor): void {
    requireOpen(conversation);
    conversation.messages.delete(message.index);
    this.context.announce({ type: 'onMessageRemoved', conversation, message, actor });
  }
}
