import type { Conversation, Participant, ScopedWebhook } from '../twilio/conversations';
import type { Message } from '../twilio/messages';
import { ConversationSid, type RoleSid } from '../twilio/sids';
import type { TwilioParts } from '../twilio/twilio';
import { plainSid, sid } from './sid';

export interface KeptParticipant extends Participant {
  roleSid?: RoleSid;
}

export interface KeptConversation extends Conversation {
  timers: { inactive: string; closed: string };
  participants: KeptParticipant[];
  webhooks: (ScopedWebhook & { events?: string[] })[];
  /** What we said in it. */
  said: string[];
  messages: Message[];
}

/** One Conversations Service in memory: what the use cases ask of it, and nothing else. */
export class MemoryConversations {
  readonly kept: KeptConversation[] = [];
  /** Friendly name by identity. */
  readonly userNames = new Map<string, string>();
  #lastSid = 0;

  constructor(private readonly now: () => number) {}

  /** A conversation that is there already. */
  given(facts: Partial<KeptConversation> = {}): KeptConversation {
    this.#lastSid += 1;
    const conversation: KeptConversation = {
      sid: sid(ConversationSid, 'CH', this.#lastSid),
      uniqueName: null,
      closed: false,
      attributes: '{}',
      createdAt: new Date(this.now()),
      timers: { inactive: 'PT1H', closed: 'P1D' },
      participants: [],
      webhooks: [],
      said: [],
      messages: [],
      ...facts,
    };
    this.kept.push(conversation);
    return conversation;
  }

  one(sidOrUniqueName: string): KeptConversation {
    const found = this.#find(sidOrUniqueName);
    if (!found) throw new Error(`No conversation ${sidOrUniqueName}`);
    return found;
  }

  readonly port: TwilioParts['conversations'] = {
    create: async ({ uniqueName, attributes, timers }) =>
      this.#find(uniqueName) ? undefined : { ...this.given({ uniqueName, attributes, timers }) },
    fetch: async (name) => {
      const found = this.#find(name);
      return found && { ...found };
    },
    close: async (name) => {
      const found = this.#find(name);
      if (found) found.closed = true;
    },
    setTimers: async (name, timers) => {
      this.one(name).timers = { ...timers };
    },
    setAttributes: async (name, attributes) => {
      this.one(name).attributes = attributes;
    },
    remove: async (name) => {
      const at = this.kept.findIndex((conversation) => conversation.sid === name);
      if (at >= 0) this.kept.splice(at, 1);
    },
    addParticipant: async (name, { identity, roleSid }) => {
      const { participants } = this.one(name);
      if (participants.some((participant) => participant.identity === identity)) return;
      participants.push({ sid: plainSid('MB', participants.length + 1), identity, attributes: '{}', roleSid });
    },
    participant: async (name, sidOrIdentity) =>
      this.#find(name)?.participants.find(
        (participant) => participant.sid === sidOrIdentity || participant.identity === sidOrIdentity,
      ),
    participants: async (name) => [...(this.#find(name)?.participants ?? [])],
    setParticipantAttributes: async (name, participantSid, attributes) => {
      const found = this.one(name).participants.find((participant) => participant.sid === participantSid);
      if (found) found.attributes = attributes;
    },
    webhooks: async (name) => [...(this.#find(name)?.webhooks ?? [])],
    addStudioWebhook: async (name, flowSid) => {
      this.#addWebhook(name, { target: 'studio', url: undefined, flowSid });
    },
    addEventWebhook: async (name, url, events) => {
      this.#addWebhook(name, { target: 'webhook', url, events });
    },
    restoreWebhook: async (name, { sid: _, ...webhook }) => {
      this.#addWebhook(name, webhook);
    },
    removeWebhook: async (name, webhookSid) => {
      const conversation = this.one(name);
      conversation.webhooks = conversation.webhooks.filter((webhook) => webhook.sid !== webhookSid);
    },
    setUserName: async (identity, friendlyName) => {
      this.userNames.set(identity, friendlyName);
    },
    say: async (name, body, attributes) => {
      const { said, messages, participants } = this.one(name);
      said.push(body);
      addMessage(messages, participants, this.now(), { text: body, ...(attributes && { attributes }) });
    },
  };

  #addWebhook(name: string, webhook: Omit<KeptConversation['webhooks'][number], 'sid'> & { flowSid?: string }): void {
    const { webhooks } = this.one(name);
    webhooks.push({ sid: plainSid('WH', webhooks.length + 1), ...webhook });
  }

  #find(name: string): KeptConversation | undefined {
    return this.kept.find(({ sid: own, uniqueName }) => own === name || uniqueName === name);
  }
}

/** The next message of a conversation; what is not given is as when a Function speaks. */
export function addMessage(
  messages: Message[],
  participants: KeptConversation['participants'],
  now: number,
  facts: Partial<Message>,
): Message {
  const index = (messages.at(-1)?.index ?? -1) + 1;
  const author = facts.author ?? 'system';
  const message: Message = {
    sid: plainSid('IM', index + 1),
    index,
    author,
    byParticipant: participants.some(({ identity }) => identity === author),
    text: '',
    attributes: '{}',
    attachments: [],
    createdAt: new Date(now),
    ...facts,
  };
  messages.push(message);
  return message;
}
