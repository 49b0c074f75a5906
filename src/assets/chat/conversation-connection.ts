import type { Client, Conversation, Message, Paginator, Participant } from '@twilio/conversations';
import { type ConnectionListener, presentParticipant } from './connection-listener';
import { MESSAGE_ID, receivedMessage } from './received-message';
import { withinLimit } from './time-limit';
import type { UnsentEntry } from './unsent-messages';

/** The part of `@twilio/conversations` that is used, so that it can be loaded late. */
export interface ConversationsSdk {
  Client: new (token: string) => Client;
}

const PAGE_SIZE = 30;

/** How long the SDK may take over its beginning before it is shut down in the midst of it. */
const LOADING_MS = 5_000;

/** The socket went before everything was loaded. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
}

/** One conversation over the Conversations SDK. */
export class ConversationConnection {
  /** A token on its way. */
  #updating: Promise<unknown> | undefined;
  #conversation: Conversation | undefined;
  #earliest: Paginator<Message> | undefined;
  readonly #uploads = new Set<{ cancel(): void }>();
  readonly #lost = new AbortController();
  #wasConnected = false;
  #identity = '';
  #closed = false;

  /**
   * A client connects as soon as it is made; from then on it takes fresh tokens.
   *
   * @param functionsOrigin see receivedMessage
   */
  constructor(
    private readonly client: Client,
    private readonly listener: ConnectionListener,
    private readonly functionsOrigin?: string,
  ) {
    client.on('connectionStateChanged', (state) => {
      this.#noteLoss(state);
      listener.onConnectionState(state);
    });
    client.on('tokenAboutToExpire', () => listener.onTokenAboutToExpire());
  }

  /**
   * Resolves when the newest messages have been told. Rejects when Twilio refuses token or conversation, or the limit
   * aborts: behind a proxy that swallows WebSockets the SDK would try for ever. Rejects with ConnectionLost when the socket
   * goes meanwhile: the SDK comes back, but what it was loading is lost, with an error of its own or without a word.
   */
  async open(conversationSid: string, identity: string, limit: AbortSignal): Promise<void> {
    this.#identity = identity;
    try {
      await withinLimit(limit, withinLimit(this.#lost.signal, this.#begin(conversationSid)));
    } catch (error) {
      this.close();
      throw isAnswer(error) ? error : new ConnectionLost('The socket went', { cause: error });
    }
  }

  /** The SDK's own word for the state of its socket. */
  get state(): Client['connectionState'] {
    return this.client.connectionState;
  }

  get hasEarlier(): boolean {
    return this.#earliest?.hasPrevPage ?? false;
  }

  get lastReadIndex(): number {
    return this.#conversation?.lastReadMessageIndex ?? -1;
  }

  async send({ text, file, clientMessageId }: UnsentEntry): Promise<void> {
    const attributes = { [MESSAGE_ID]: clientMessageId };
    if (!file) {
      await this.#conversation?.sendMessage(text, attributes);
      return;
    }
    const message = this.#conversation?.prepareMessage().setAttributes(attributes);
    message?.addMedia({ contentType: file.type, filename: file.name, media: file });
    const sending = message?.build().send();
    if (!sending) return;
    this.#uploads.add(sending);
    await sending.finally(() => this.#uploads.delete(sending));
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
    if (!this.#closed) this.#tellMessages(this.#earliest.items);
  }

  async updateToken(token: string): Promise<void> {
    this.#updating = this.client.updateToken(token);
    await this.#updating;
  }

  /** Tells nothing any more, but earlier messages when they are asked for. */
  mute(): void {
    this.client.removeAllListeners();
    this.#conversation?.removeAllListeners();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.mute();
    for (const upload of this.#uploads) upload.cancel();
    void this.#shutDown().catch(() => undefined);
  }

  async #begin(conversationSid: string): Promise<void> {
    const { client, listener } = this;
    client.on('conversationLeft', ({ sid }) => sid === conversationSid && listener.onClosed());
    const conversation = await client.getConversationBySid(conversationSid);
    if (this.#closed) return;
    this.#conversation = conversation;
    // Listeners before the first page: what arrives in between is told twice, never lost.
    this.#listen(conversation);
    const [page, participants] = await Promise.all([
      conversation.getMessages(PAGE_SIZE),
      conversation.getParticipants(),
    ]);
    if (this.#closed) return;
    this.#earliest = page;
    listener.onParticipants(participants.flatMap((one) => presentParticipant(one, this.#identity) ?? []));
    this.#tellMessages(page.items);
    if (conversation.state?.current === 'closed') listener.onClosed();
  }

  /** What the SDK loads at its start would be an unhandled rejection there, if its socket went meanwhile. */
  async #shutDown(): Promise<void> {
    const loading = this.#conversation ? undefined : this.client.getSubscribedConversations();
    const pending = Promise.all([loading, this.#updating]);
    await withinLimit(AbortSignal.timeout(LOADING_MS), pending).catch(() => undefined);
    await this.client.shutdown();
  }

  #noteLoss(state: Client['connectionState']): void {
    if (state === 'connected') this.#wasConnected = true;
    else if (this.#wasConnected) this.#lost.abort(new ConnectionLost(`The socket is ${state}`));
  }

  #listen(conversation: Conversation): void {
    const { listener } = this;
    const tellParticipant = (participant: Participant) => {
      const present = presentParticipant(participant, this.#identity);
      if (present) listener.onParticipant(present);
    };
    conversation.on('messageAdded', (message) => this.#tellMessages([message]));
    conversation.on('messageUpdated', ({ message }) => this.#tellMessages([message]));
    conversation.on('messageRemoved', (message) => listener.onMessageRemoved(message.index));
    conversation.on('participantJoined', tellParticipant);
    conversation.on('participantUpdated', ({ participant }) => tellParticipant(participant));
    conversation.on('participantLeft', ({ sid, identity }) =>
      identity === this.#identity ? listener.onClosed() : listener.onParticipantLeft(sid),
    );
    conversation.on('typingStarted', ({ identity }) => this.#tellTyping(identity, true));
    conversation.on('typingEnded', ({ identity }) => this.#tellTyping(identity, false));
    conversation.on('removed', () => listener.onClosed());
    conversation.on('updated', ({ updateReasons }) => {
      if (updateReasons.includes('lastReadMessageIndex')) listener.onOwnRead(this.lastReadIndex);
      if (conversation.state?.current === 'closed') listener.onClosed();
    });
  }

  /** Not what the customer types in another tab. */
  #tellTyping(identity: string | null, typing: boolean): void {
    if (identity && identity !== this.#identity) this.listener.onTyping(identity, typing);
  }

  #tellMessages(messages: Message[]): void {
    const { listener, functionsOrigin } = this;
    listener.onMessages(messages.map((message) => receivedMessage(message, this.#identity, functionsOrigin)));
  }
}

/** Twilio has said no, which it will say again. */
const isAnswer = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status >= 400;
