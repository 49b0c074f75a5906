import type { Client, Conversation, Message, Paginator, Participant } from '@twilio/conversations';
import { type AgentProfile, agentProfile } from './agent-profile';
import { withinLimit } from './time-limit';
import type { ReceivedMessage } from './transcript';

/** The part of `@twilio/conversations` that is used, so that it can be loaded late. */
export interface ConversationsSdk {
  Client: new (token: string) => Client;
}

export interface PresentParticipant {
  identity: string;
  /** Undefined while nothing public is known. */
  profile?: AgentProfile;
  joinedAt?: Date;
}

/** What the connection tells. Nothing is told after `close()`. */
export interface ConnectionListener {
  onMessages(messages: ReceivedMessage[]): void;
  onMessageRemoved(index: number): void;
  onParticipant(participant: PresentParticipant): void;
  onParticipantLeft(identity: string): void;
  onTyping(identity: string, typing: boolean): void;
  /** The SDK's own word for the state of its socket. */
  onConnectionState(state: Client['connectionState']): void;
  onTokenAboutToExpire(): void;
  /** The conversation was closed, or we are no longer in it. */
  onClosed(): void;
}

const PAGE_SIZE = 30;

/** The attribute that tells which of our own messages it is. */
const MESSAGE_ID = 'clientMessageId';

/** One conversation over the Conversations SDK. */
export class ConversationConnection {
  #conversation: Conversation | undefined;
  #earliest: Paginator<Message> | undefined;
  #closed = false;

  /** A client connects as soon as it is made; from then on it takes fresh tokens. */
  constructor(
    private readonly client: Client,
    private readonly identity: string,
    private readonly listener: ConnectionListener,
  ) {}

  /**
   * Resolves when the newest messages have been told. Rejects when Twilio refuses token or conversation, or the limit
   * aborts: behind a proxy that swallows WebSockets the SDK would try for ever.
   */
  async open(conversationSid: string, limit: AbortSignal): Promise<void> {
    try {
      await withinLimit(limit, this.#begin(conversationSid));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get hasEarlier(): boolean {
    return this.#earliest?.hasPrevPage ?? false;
  }

  get lastReadIndex(): number {
    return this.#conversation?.lastReadMessageIndex ?? -1;
  }

  async send(text: string, clientMessageId: string): Promise<void> {
    await this.#conversation?.sendMessage(text, { [MESSAGE_ID]: clientMessageId });
  }

  /** The SDK itself sends at most one every few seconds. */
  async typing(): Promise<void> {
    await this.#conversation?.typing();
  }

  async markRead(index: number): Promise<void> {
    await this.#conversation?.advanceLastReadMessageIndex(index);
  }

  async loadEarlier(): Promise<void> {
    if (!this.#earliest?.hasPrevPage) return;
    this.#earliest = await this.#earliest.prevPage();
    if (this.#closed) return;
    this.listener.onMessages(this.#earliest.items.map((message) => this.#received(message)));
  }

  async updateToken(token: string): Promise<void> {
    await this.client.updateToken(token);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.client.removeAllListeners();
    this.#conversation?.removeAllListeners();
    void this.client.shutdown().catch(() => undefined);
  }

  async #begin(conversationSid: string): Promise<void> {
    const { client, listener } = this;
    client.on('connectionStateChanged', (state) => listener.onConnectionState(state));
    client.on('tokenAboutToExpire', () => listener.onTokenAboutToExpire());
    client.on('conversationLeft', ({ sid }) => sid === conversationSid && listener.onClosed());
    const conversation = await client.getConversationBySid(conversationSid);
    if (this.#closed) return;
    this.#conversation = conversation;
    // Listeners before the first page: what arrives in between is told twice, never lost.
    conversation.on('messageAdded', (message) => listener.onMessages([this.#received(message)]));
    conversation.on('messageUpdated', ({ message }) => listener.onMessages([this.#received(message)]));
    conversation.on('messageRemoved', (message) => listener.onMessageRemoved(message.index));
    conversation.on('participantJoined', (participant) => this.#tellParticipant(participant));
    conversation.on('participantUpdated', ({ participant }) => this.#tellParticipant(participant));
    conversation.on('participantLeft', ({ identity }) => this.#tellLeft(identity));
    conversation.on('typingStarted', ({ identity }) => identity && listener.onTyping(identity, true));
    conversation.on('typingEnded', ({ identity }) => identity && listener.onTyping(identity, false));
    conversation.on('removed', () => listener.onClosed());
    conversation.on('updated', () => conversation.state?.current === 'closed' && listener.onClosed());
    const [page, participants] = await Promise.all([
      conversation.getMessages(PAGE_SIZE),
      conversation.getParticipants(),
    ]);
    if (this.#closed) return;
    this.#earliest = page;
    for (const participant of participants) this.#tellParticipant(participant);
    listener.onMessages(page.items.map((message) => this.#received(message)));
    if (conversation.state?.current === 'closed') listener.onClosed();
  }

  #tellParticipant(participant: Participant): void {
    const { identity, attributes, dateCreated } = participant;
    if (!identity || identity === this.identity) return;
    this.listener.onParticipant({ identity, profile: agentProfile(attributes), joinedAt: dateCreated ?? undefined });
  }

  #tellLeft(identity: string | null): void {
    if (identity === this.identity) this.listener.onClosed();
    else if (identity) this.listener.onParticipantLeft(identity);
  }

  #received(message: Message): ReceivedMessage {
    const identity = message.author ?? '';
    const own = identity === this.identity;
    return {
      index: message.index,
      from: own ? 'me' : message.participantSid ? 'agent' : 'assistant',
      identity,
      text: message.body ?? message.attachedMedia?.map(({ filename }) => filename ?? '').join(', ') ?? '',
      at: message.dateCreated ?? new Date(),
      clientMessageId: own ? clientMessageId(message.attributes) : undefined,
    };
  }
}

function clientMessageId(attributes: unknown): string | undefined {
  if (typeof attributes !== 'object' || attributes === null || !(MESSAGE_ID in attributes)) return undefined;
  const id = attributes[MESSAGE_ID];
  return typeof id === 'string' ? id : undefined;
}
