import { ChatApi } from './api';
import { AvailabilityWatch } from './availability-watch';
import { ChatLink, type ChatLinkListener } from './chat-link';
import { endReason, toProblem } from './chat-problem';
import { type ChatState, INITIAL_STATE } from './chat-state';
import type { ConversationConnection, ConversationsSdk } from './conversation-connection';
import { Emitter } from './emitter';
import type { ChatStart } from './obtain-chat';
import { Outbox } from './outbox';
import { participantHasLeft, participantIsHere, participantTypes } from './presence';
import { SessionStore, type StoredChat } from './session-store';
import { type ReceivedMessage, Transcript, toClientMessageId } from './transcript';

export interface ChatOptions {
  /** Where our endpoints are; empty is the page's own origin. */
  baseUrl?: string;
  /** Which site's words, hours and queue. */
  site?: string;
  /** BCP 47. */
  locale?: string;
  /**
   * The JWT with which your back end vouches for the customer who is signed in; undefined when nobody is. Asked anew for
   * each new chat. Call `forget()` when the customer signs out.
   */
  customerToken?: () => Promise<string | undefined>;
  api?: ChatApi;
  store?: SessionStore;
  /** Loads `@twilio/conversations`; called when a chat is opened, not before. */
  loadSdk?: () => Promise<ConversationsSdk>;
  /** Aborts when the SDK, its connection or `customerToken` has taken too long. */
  timeLimit?: () => AbortSignal;
}

export interface ChatEvents {
  /** After each change. */
  state: ChatState;
  /** Once for each message that arrives while the chat is open, also our own. */
  message: ReceivedMessage;
}

export type StartOptions = Pick<ChatStart, 'customer' | 'preEngagement'> & {
  /** Sent as soon as the connection stands. Twilio starts the flow with the first message. */
  firstMessage?: string;
};

const TIME_LIMIT_MS = 20_000;
const defaultLimit = () => AbortSignal.timeout(TIME_LIMIT_MS);

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
  #link: ChatLink | undefined;
  #start: StartOptions = {};
  #transcript = new Transcript();
  #outbox: Outbox;
  #lastRead = -1;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#api = options.api ?? new ChatApi({ baseUrl: options.baseUrl });
    this.store = options.store ?? new SessionStore({ key: `${options.baseUrl ?? ''}|${options.site ?? ''}` });
    this.#state = { ...INITIAL_STATE, resumable: this.store.chat !== undefined };
    this.#outbox = this.#makeOutbox();
    this.#forgetStore = this.store.onChatChange(() => this.#update({ resumable: this.store.chat !== undefined }));
    this.#availability = new AvailabilityWatch({
      fetchAvailability: () => this.#api.availability({ site: options.site, session: this.#link?.chat?.session }),
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
    if (this.#state.phase !== 'ended') this.#outbox.resend(toClientMessageId(key));
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
    const link = this.#link;
    const chat = link?.chat ?? this.store.chat;
    this.#update({ ending: true, problem: undefined });
    try {
      if (chat) await this.#api.endConversation(chat.session);
      if (link === this.#link) this.#finish('customer', chat);
    } catch (error) {
      if (link !== this.#link) return;
      if (endReason(error)) this.#finish('customer', chat);
      else this.#update({ ending: false, problem: toProblem(error) });
    }
  }

  /** Back to the beginning, after an end or a failure. */
  reset(): void {
    this.#link?.close();
    this.#link = undefined;
    this.#lastRead = -1;
    this.#transcript = new Transcript();
    this.#outbox.close();
    this.#outbox = this.#makeOutbox();
    this.store.unsent = [];
    this.#state = {
      ...INITIAL_STATE,
      resumable: this.store.chat !== undefined,
      availability: this.#state.availability,
    };
    this.#emitter.emit('state', this.#state);
  }

  /**
   * For a sign-out: leaves the chat, and this browser cannot go on with it. It is not ended for the agent: `end()` does
   * that. A tab that shows the chat as well has to forget it by itself.
   */
  forget(): void {
    this.store.forget();
    this.reset();
  }

  /** Polls while somebody looks at it. */
  watchAvailability(watch: boolean): void {
    if (watch) this.#availability.start();
    else this.#availability.stop();
  }

  /** Lets go of socket, timers and listeners. The chat itself goes on and can be resumed. */
  close(): void {
    this.#link?.close();
    this.#availability.stop();
    this.#forgetStore();
  }

  get #connection(): ConversationConnection | undefined {
    return this.#link?.connection;
  }

  get #isConnected(): boolean {
    return this.#state.phase === 'open' && this.#state.connection === 'connected';
  }

  async #open(): Promise<void> {
    this.#link?.close();
    const { site, locale, customerToken, loadSdk = loadConversationsSdk, timeLimit = defaultLimit } = this.#options;
    const { customer, preEngagement } = this.#start;
    const options = { api: this.#api, store: this.store, customerToken, loadSdk, timeLimit };
    const link = new ChatLink(options, this.#listener);
    this.#link = link;
    const before = { problem: undefined, endedBy: undefined, ending: false };
    this.#update({ ...before, phase: 'opening', connection: 'connecting' });
    try {
      await link.open({ site, locale, customer, preEngagement });
      if (!link.connection) return;
      const { lastReadIndex, hasEarlier } = link.connection;
      this.#lastRead = Math.max(this.#lastRead, lastReadIndex);
      const unread = this.#transcript.countUnread(this.#lastRead);
      this.#update({ phase: 'open', connection: 'connected', hasEarlier, unread });
      void this.#outbox.flush();
    } catch (error) {
      if (link.closed) return;
      link.close();
      const reason = endReason(error);
      if (reason) this.#finish(reason);
      else this.#update({ phase: 'failed', problem: toProblem(error) });
    }
  }

  readonly #listener: ChatLinkListener = {
    onChat: ({ people }) => this.#update({ resumable: true, people: { ...people, ...this.#state.people } }),
    onMessages: (messages) => this.#receive(messages),
    onMessageRemoved: (index) => {
      this.#transcript.remove(index);
      this.#showTranscript();
    },
    onParticipant: (participant) => {
      this.#update(participantIsHere(this.#state, this.#transcript, participant));
      this.#link?.remember({ people: this.#state.people });
      this.#showTranscript();
    },
    onParticipantLeft: (identity) => {
      this.#update(participantHasLeft(this.#state, this.#transcript, identity));
      this.#showTranscript();
    },
    onTyping: (identity, typing) => this.#update(participantTypes(this.#state, identity, typing)),
    onConnectionState: (state) => {
      if (this.#state.phase !== 'open') return;
      this.#update({ connection: state === 'connected' ? 'connected' : 'reconnecting' });
      void this.#outbox.flush();
    },
    onClosed: () => this.#finish('other'),
    onTokenRefused: (error) => this.#finish(endReason(error) ?? 'other'),
  };

  #receive(messages: ReceivedMessage[]): void {
    const fresh = messages.filter(({ index }) => !this.#transcript.has(index));
    for (const message of messages) this.#transcript.receive(message);
    const authors = messages.map(({ identity }) => identity);
    const typing = this.#state.typing.filter((identity) => !authors.includes(identity));
    const open = this.#state.phase === 'open';
    const unread = open ? this.#transcript.countUnread(this.#lastRead) : 0;
    this.#update({ typing, unread, entries: this.#transcript.entries() });
    if (open) for (const message of fresh) this.#emitter.emit('message', message);
  }

  #finish(endedBy: ChatState['endedBy'], chat: StoredChat | undefined = this.#link?.chat): void {
    if (chat) this.store.forgetChat(chat.conversationSid);
    this.#link?.close();
    this.#link = undefined;
    this.#outbox.giveUp();
    this.#update({
      phase: 'ended',
      // The news of an end may be faster than the answer to the request for it.
      endedBy: this.#state.ending ? 'customer' : endedBy,
      ending: false,
      resumable: this.store.chat !== undefined,
      agents: [],
      typing: [],
      problem: undefined,
    });
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
