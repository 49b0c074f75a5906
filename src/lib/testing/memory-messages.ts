import type { Message } from '../twilio/messages';
import type { TwilioParts } from '../twilio/twilio';
import { addMessage, type MemoryConversations } from './memory-conversations';

/** What is said in conversations in memory. */
export class MemoryMessages {
  constructor(
    private readonly conversations: MemoryConversations,
    private readonly now: () => number,
  ) {}

  /** Somebody says something. */
  add(name: string, facts: Partial<Message> = {}): Message {
    const { messages, participants } = this.conversations.one(name);
    return addMessage(messages, participants, this.now(), facts);
  }

  readonly port: TwilioParts['messages'] = {
    send: async (sid, { author, text, attributes }) => this.add(sid, { author, text, attributes }),
    setAttributes: async (sid, messageSid, attributes) => {
      const message = this.conversations.one(sid).messages.find((one) => one.sid === messageSid);
      if (message) message.attributes = attributes;
    },
    last: async (sid, count) => [...this.conversations.one(sid).messages].reverse().slice(0, count),
    since: async (sid, moment) =>
      [...this.conversations.one(sid).messages].reverse().filter(({ createdAt }) => createdAt >= moment),
    after: async (sid, after) => {
      const { messages } = this.conversations.one(sid);
      const found = messages.filter(({ index }) => index > after);
      return { messages: found.slice(0, 100), more: found.length > 100, lastIndex: messages.at(-1)?.index ?? -1 };
    },
  };
}
