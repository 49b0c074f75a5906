import { ChatApi } from './api';
import type { ConversationCreateRequest } from './api-types';
import { AvailabilityWatch } from './availability-watch';
import { endReason, toProblem } from './chat-problem';
import { type ChatState, INITIAL_STATE } from './chat-state';
import { type ConnectionListener, ConversationConnection, type ConversationsSdk } from './conversation-connection';
import { Emitter } from './emitter';
import { obtainChat } from './obtain-chat';
import { Outbox } from './outbox';
import { participantHasLeft, participantIsHere, participantTypes } from './presence';
import { SessionStore, type StoredChat } from './session-store';
import { TokenKeeper } from './token-keeper';
import { type ReceivedMessage, Transcript, toClientMessageId } from './transcript';

export interface ChatOptions {
  /** Where our endpoints are; empty is the page's own origin. */
  baseUrl?: string;
  /** Which site's words, hours and queue. */
  site?: string;
  /** BCP 47. */
  locale?: string;
  api?: ChatApi;
  store?: SessionStore;
  /** Loads `@twilio/conversations`; called when a chat is opened, not before. */
  loadSdk?: () => Promise<ConversationsSdk>;
}

export interface ChatEvents {
  /** After each change. */
  state: ChatState;
  /** Once for each message that arrives while the chat is open, also our own. */
  message: ReceivedMessage;
}

export type StartOptions = Pick<ConversationCreateRequest, 'customer' | 'preEngagement'> & {
  /** Sent as soon as the connection stands. Twilio starts the flow with the first message. */
  firstMessage?: string;
};

/** A chat with an agent, without any look. It needs no DOM. */
export function createChat(options: ChatOptions = {}): ChatClient {
  return new ChatClient(options);
}

export class ChatClient {
  readonly store: SessionStore;
  readonly #options: ChatOptions;
  readonly #api: ChatApi;
  readonly #emitter = new Emitter<ChatEvents>();
  readonly #availability: AvailabilityWatch;
  readonly #forgetStore: () => void;
  #state: ChatState;
  #chat: StoredChat | undefined;
  #start: StartOptions = {};
  #transcript = new Transcript();
  #outbox: Outbox;
  #connection: ConversationConnection | undefined;
  #tokens: TokenKeeper | undefined;
  #lastRead = -1;
  /** Counts openings: what belongs to an earlier one is ignored. */
  #opening = 0;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#api = options.api ?? new ChatApi({ baseUrl: options.baseUrl });
    this.store = options.store ?? new SessionStore({ key: `${options.baseUrl ?? ''}|${options.site ?? ''}` });
    this.#state = { ...INITIAL_STATE, resumable: this.store.chat !== undefined };
    this.#outbox = this.#makeOutbox();
    this.#forgetStore = this.store.onChatChange(() => this.#update({ resumable: this.store.chat !== undefined }));
    this.#availability = new AvailabilityWatch({
      fetchAvailability: () => this.#api.availability({ site: options.site, session: this.#chat?.session }),
      onAvailability: (availability) => this.#update({ availability }),
    });
  }

  get state(): ChatState {
    return this.#state;
  }

  /** Returns the function that stops listening. */
  on<Name extends keyof ChatEvents>(name: Name, listener: (payload: ChatEvents[Name]) => void): () => void {
    return this.#emitter.on(name, listener);
  }

  /** Begins a chat, or goes on with the one that this browser has. Settles when open or failed: see `state`. */
  async start(options: StartOptions = {}): Promise<void> {
    this.#start = options;
    if (options.firstMessage?.trim()) this.#outbox.add(options.firstMessage.trim());
    await this.#open();
  }

  /** Goes on after a reload or in a second tab. Does nothing when there is nothing to go on with. */
  async resume(): Promise<void> {
    if (!this.store.chat || this.#state.phase !== 'new') return;
    this.#outbox.restore();
    await this.#open();
  }

  /** After `failed`: once more, with everything that was typed. */
  async retry(): Promise<void> {
    if (this.#state.phase === 'failed') await this.#open();
  }

  /** Shows at once; sends in order, as soon as there is a connection. */
  send(text: string): void {
    if (text.trim() !== '' && this.#state.phase !== 'ended') this.#outbox.add(text.trim());
  }

  /** Sends a failed message again. */
  resend(key: string): void {
    this.#outbox.resend(toClientMessageId(key));
  }

  /** Takes a message that was not sent out of the chat, and gives its text back. */
  discard(key: string): string {
    return this.#outbox.discard(toClientMessageId(key));
  }

  /** The customer types. */
  typing(): void {
    if (this.#isConnected) this.#connection?.typing().catch(() => undefined);
  }

  /** Everything that is there has been seen. */
  markRead(): void {
    const index = this.#transcript.lastIndex;
    if (index === undefined || this.#state.unread === 0 || !this.#connection) return;
    this.#lastRead = index;
    this.#update({ unread: 0 });
    this.#connection.markRead(index).catch(() => undefined);
  }

  async loadEarlier(): Promise<void> {
    if (!this.#connection || this.#state.loadingEarlier) return;
    this.#update({ loadingEarlier: true });
    await this.#connection.loadEarlier().catch(() => undefined);
    this.#update({ loadingEarlier: false, hasEarlier: this.#connection?.hasEarlier ?? false });
  }

  /** Ends the chat for both sides. On failure it stays open, and `problem` says why. */
  async end(): Promise<void> {
    if (!this.#chat) return this.#finish('customer');
    this.#update({ ending: true, problem: undefined });
    try {
      await this.#api.endConversation(this.#chat.session);
      this.#finish('customer');
    } catch (error) {
      if (endReason(error)) this.#finish('customer');
      else this.#update({ ending: false, problem: toProblem(error) });
    }
  }

  /** Back to the beginning, after an end or a failure. */
  reset(): void {
    this.#opening += 1;
    this.#disconnect();
    this.#chat = undefined;
    this.#lastRead = -1;
    this.#transcript = new Transcript();
    this.#outbox = this.#makeOutbox();
    this.store.unsent = [];
    this.#state = {
      ...INITIAL_STATE,
      resumable: this.store.chat !== undefined,
      availability: this.#state.availability,
    };
    this.#emitter.emit('state', this.#state);
  }

  /** Polls while somebody looks at it. */
  watchAvailability(watch: boolean): void {
    if (watch) this.#availability.start();
    else this.#availability.stop();
  }

  /** Lets go of socket, timers and listeners. The chat itself goes on and can be resumed. */
  close(): void {
    this.#opening += 1;
    this.#disconnect();
    this.#availability.stop();
    this.#forgetStore();
  }

  get #isConnected(): boolean {
    return this.#state.phase === 'open' && this.#state.connection === 'connected';
  }

  async #open(): Promise<void> {
    const opening = ++this.#opening;
    this.#disconnect();
    this.#update({ phase: 'opening', connection: 'connecting', problem: undefined, endedBy: undefined });
    try {
      const sdk = (this.#options.loadSdk ?? loadConversationsSdk)();
      sdk.catch(() => undefined); // A failure is met below, after the call that runs beside it.
      const { site, locale } = this.#options;
      const { customer, preEngagement } = this.#start;
      const { chat, token } = await obtainChat(this.#api, this.store, { site, locale, customer, preEngagement });
      if (opening !== this.#opening) return;
      this.#chat = chat;
      this.#update({ resumable: true, people: { ...chat.people, ...this.#state.people } });
      const listener = this.#listen(opening, this.#keepTokens(opening, chat));
      const connection = await ConversationConnection.open(await sdk, { ...chat, token }, listener);
      if (opening !== this.#opening || this.#state.phase !== 'opening') return connection.close();
      this.#connection = connection;
      this.#lastRead = Math.max(this.#lastRead, connection.lastReadIndex);
      const unread = this.#transcript.countUnread(this.#lastRead);
      this.#update({ phase: 'open', connection: 'connected', hasEarlier: connection.hasEarlier, unread });
      void this.#outbox.flush();
    } catch (error) {
      if (opening !== this.#opening) return;
      this.#tokens?.stop();
      const reason = endReason(error);
      if (reason) this.#finish(reason);
      else this.#update({ phase: 'failed', problem: toProblem(error) });
    }
  }

  #keepTokens(opening: number, chat: StoredChat): TokenKeeper {
    let { session } = chat;
    this.#tokens = new TokenKeeper({
      fetchToken: async () => {
        const refreshed = await this.#api.refreshToken(session);
        session = refreshed.session;
        if (opening === this.#opening) this.#remember({ session });
        return refreshed.token;
      },
      updateToken: async (token) => this.#connection?.updateToken(token),
      onRefused: (error) => opening === this.#opening && this.#finish(endReason(error) ?? 'other'),
    });
    return this.#tokens;
  }

  #listen(opening: number, tokens: TokenKeeper): ConnectionListener {
    const current = () => opening === this.#opening && this.#state.phase !== 'ended';
    return {
      onMessages: (messages) => current() && this.#receive(messages),
      onMessageRemoved: (index) => {
        this.#transcript.remove(index);
        this.#showTranscript();
      },
      onParticipant: (participant) => {
        if (!current()) return;
        this.#update(participantIsHere(this.#state, this.#transcript, participant));
        this.#remember({ people: this.#state.people });
        this.#showTranscript();
      },
      onParticipantLeft: (identity) => {
        if (!current()) return;
        this.#update(participantHasLeft(this.#state, this.#transcript, identity));
        this.#showTranscript();
      },
      onTyping: (identity, typing) => current() && this.#update(participantTypes(this.#state, identity, typing)),
      onConnectionState: (state) => {
        if (!current()) return;
        if (this.#state.phase === 'open')
          this.#update({ connection: state === 'connected' ? 'connected' : 'reconnecting' });
        tokens.connectionStateChanged(state);
        void this.#outbox.flush();
      },
      onTokenAboutToExpire: () => tokens.tokenAboutToExpire(),
      onClosed: () => current() && this.#finish('other'),
    };
  }

  #receive(messages: ReceivedMessage[]): void {
    const fresh = messages.filter(({ index }) => !this.#transcript.has(index));
    for (const message of messages) this.#transcript.receive(message);
    const authors = messages.map(({ identity }) => identity);
    const typing = this.#state.typing.filter((identity) => !authors.includes(identity));
    const unread = this.#connection ? this.#transcript.countUnread(this.#lastRead) : 0;
    this.#update({ typing, unread, entries: this.#transcript.entries() });
    if (this.#state.phase === 'open') for (const message of fresh) this.#emitter.emit('message', message);
  }

  #finish(endedBy: ChatState['endedBy']): void {
    // Another tab may have begun the next chat already.
    if (!this.#chat || this.store.chat?.conversationSid === this.#chat.conversationSid) this.store.chat = undefined;
    this.#chat = undefined;
    this.#disconnect();
    const resumable = this.store.chat !== undefined;
    this.#update({ phase: 'ended', endedBy, ending: false, resumable, agents: [], typing: [], problem: undefined });
  }

  #remember(change: Partial<StoredChat>): void {
    if (!this.#chat) return;
    this.#chat = { ...this.#chat, ...change };
    this.store.chat = this.#chat;
  }

  #disconnect(): void {
    this.#tokens?.stop();
    this.#connection?.close();
    this.#connection = undefined;
  }

  #makeOutbox(): Outbox {
    return new Outbox({
      transcript: this.#transcript,
      store: this.store,
      sender: () => {
        const connection = this.#isConnected ? this.#connection : undefined;
        return connection && ((text, clientMessageId) => connection.send(text, clientMessageId));
      },
      onChange: () => this.#showTranscript(),
    });
  }

  #showTranscript(): void {
    this.#update({ entries: this.#transcript.entries() });
  }

  #update(change: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...change };
    this.#emitter.emit('state', this.#state);
  }
}

const loadConversationsSdk = (): Promise<ConversationsSdk> => import('./conversations-sdk');
