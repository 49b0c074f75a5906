import type { ChatApi } from './api';
import type { SolveChallengeOptions } from './challenge/solve-challenge';
import { ChatLink, type ChatLinkListener } from './chat-link';
import type { ChatModel } from './chat-model';
import type { ChatOptions, ChatRating, StartOptions } from './chat-options';
import { endReason, toProblem } from './chat-problem';
import type { ChatState } from './chat-state';
import { ChatThread } from './chat-thread';
import type { ConversationConnection, ConversationsSdk } from './conversation-connection';
import { EarlierMessages } from './earlier-messages';
import { identifyCustomer } from './identify-customer';
import { lastWords } from './last-words';
import { rateChat } from './rate-chat';
import type { SessionStore, StoredChat, UnratedChat } from './session-store';
import { functionsOriginOf } from './video-invitation';

export interface ChatRunOptions {
  options: ChatOptions;
  api: ChatApi;
  store: SessionStore;
  model: ChatModel;
}

const TIME_LIMIT_MS = 20_000;
const NAME_GRACE_MS = 2_000;
const defaultLimit = () => AbortSignal.timeout(TIME_LIMIT_MS);
const solveChallenge = async (options: SolveChallengeOptions): Promise<string> =>
  (await import('./challenge/solve-challenge')).solveChallenge(options);
const loadConversationsSdk = (): Promise<ConversationsSdk> => import('./conversations-sdk');

/** One chat, from its beginning to its rating. It can be opened several times: after a failure, after a reload. */
export class ChatRun {
  readonly thread: ChatThread;
  readonly earlier: EarlierMessages;
  readonly #context: ChatRunOptions;
  #link: ChatLink | undefined;
  #start: StartOptions = {};
  #opening: Promise<void> | undefined;
  /** The chat that is over: its session still rates, its link may still read. */
  #ended: { chat: UnratedChat | undefined; link?: ChatLink } | undefined;

  /** @param unrated a chat of before, of which nothing is left but that it may be rated */
  constructor(context: ChatRunOptions, unrated?: UnratedChat) {
    this.#context = context;
    if (unrated) this.#ended = { chat: unrated };
    this.thread = new ChatThread({
      model: context.model,
      store: context.store,
      connection: () => (this.#isConnected ? this.connection : undefined),
      remember: (change) => this.#link?.remember(change),
      nameGraceMs: context.options.nameGraceMs ?? NAME_GRACE_MS,
    });
    this.earlier = new EarlierMessages(this.thread, () => this.connection ?? this.#ended?.link?.connection);
  }

  get chat(): StoredChat | undefined {
    return this.#link?.chat;
  }

  get connection(): ConversationConnection | undefined {
    return this.#link?.connection;
  }

  /** The opening that is under way, or was the last. */
  get opening(): Promise<void> | undefined {
    return this.#opening;
  }

  /** With what the chat was begun, unless there is something new. Settles when open, failed or ended. */
  open(start: StartOptions = this.#start): Promise<void> {
    this.#start = start;
    this.#opening = this.#open(start);
    return this.#opening;
  }

  /** For both sides. A chat that is still being made is ended when it is there. */
  async end(): Promise<void> {
    const { store, model } = this.#context;
    if (model.state.phase === 'new' && !store.chat) return;
    model.update({ ending: true, problem: undefined });
    if (!this.chat && !store.chat) await this.#opening;
    await this.#end();
  }

  async #open(start: StartOptions): Promise<void> {
    const previous = this.#link;
    previous?.close();
    const { options, api, store, model } = this.#context;
    const {
      baseUrl,
      site,
      customerToken,
      challenge,
      loadSdk = loadConversationsSdk,
      timeLimit = defaultLimit,
    } = options;
    const lateChallenge = () => solveChallenge({ baseUrl, site });
    const link = new ChatLink(
      {
        api,
        store,
        customerToken,
        challenge,
        lateChallenge,
        loadSdk,
        timeLimit,
        functionsOrigin: functionsOriginOf(baseUrl),
      },
      this.#listener,
      previous?.chat,
    );
    this.#link = link;
    const before = { problem: undefined, endedBy: undefined, ending: false, rating: undefined };
    const { customer = options.customer, preEngagement } = start;
    // The first request leaves before the page draws what the state says.
    const opened = link.open({ site, locale: options.locale, customer, preEngagement });
    // The page may have been asked for a customer token by now, and have signed the customer out instead.
    if (!link.closed) model.update({ ...before, phase: 'opening', connection: 'connecting' });
    try {
      await opened;
      if (link.connection) this.#opened(link.connection);
    } catch (error) {
      if (link.closed) return;
      link.close();
      const reason = endReason(error);
      if (!reason) return model.update({ phase: 'failed', problem: toProblem(error) });
      if (link.chat && reason === 'other') await this.#readLastWords(link, link.chat.session);
      if (link === this.#link) this.#finish(reason);
    }
  }

  /** The chat has ended while this page was away: what was said until then belongs to it. */
  async #readLastWords(link: ChatLink, session: string): Promise<void> {
    const messages = await lastWords(this.#context.api, session).catch(() => []);
    if (link === this.#link) this.thread.receive(messages);
  }

  async #end(): Promise<void> {
    const { api, store, model } = this.#context;
    const link = this.#link;
    const chat = link?.chat ?? store.chat;
    try {
      if (chat) await api.endConversation(chat.session);
      if (link === this.#link) this.#finish('customer', chat);
    } catch (error) {
      if (link !== this.#link) return;
      if (endReason(error)) this.#finish('customer', chat);
      else model.update({ ending: false, problem: toProblem(error) });
    }
  }

  async identify(): Promise<boolean> {
    const { options, api, model } = this.#context;
    const { customerToken, timeLimit = defaultLimit } = options;
    // Who signs in while the chat is being opened was asked too early.
    await this.#opening;
    if (!this.#link || model.state.phase !== 'open') return false;
    return identifyCustomer({ api, model, customerToken, timeLimit }, this.#link);
  }

  async rate(rating: ChatRating): Promise<void> {
    const ended = this.#ended;
    if (ended?.chat) await rateChat(this.#context, ended.chat, rating, () => ended === this.#ended);
  }

  /** Lets go of everything. The chat itself goes on. */
  close(): void {
    this.#link?.close();
    this.#ended?.link?.close();
    this.#link = undefined;
    this.#ended = undefined;
    this.thread.close();
  }

  get #isConnected(): boolean {
    const { phase, connection } = this.#context.model.state;
    return phase === 'open' && connection === 'connected';
  }

  readonly #listener: ChatLinkListener = {
    onChat: (chat) => {
      this.#context.model.update({ resumable: true });
      this.thread.recall(chat);
    },
    onMessages: (messages) => this.thread.receive(messages),
    onMessageRemoved: (index) => this.thread.remove(index),
    onParticipants: (participants) => this.thread.participants(participants),
    onParticipant: (participant) => this.thread.participant(participant),
    onParticipantLeft: (sid) => this.thread.participantLeft(sid),
    onTyping: (identity, typing) => this.thread.typing(identity, typing),
    onOwnRead: (index) => this.thread.readUpTo(index),
    onConnectionState: (state) => {
      if (this.#context.model.state.phase !== 'open') return;
      this.#context.model.update({ connection: state === 'connected' ? 'connected' : 'reconnecting' });
      this.thread.outbox.flush();
    },
    onClosed: () => this.#finish('other'),
    onTokenRefused: (error) => this.#finish(endReason(error) ?? 'other'),
  };

  #opened(connection: ConversationConnection): void {
    this.#context.model.update({ phase: 'open', connection: 'connected' });
    this.thread.hasEarlier(connection.hasEarlier);
    this.thread.readUpTo(connection.lastReadIndex);
    this.thread.outbox.flush();
  }

  #finish(endedBy: ChatState['endedBy'], chat: StoredChat | undefined = this.#link?.chat): void {
    const { store, model } = this.#context;
    const link = this.#link;
    // The news of an end may be faster than the answer to the request for it.
    const by = model.state.ending ? 'customer' : endedBy;
    const agentWasThere = Object.keys(model.state.people).length > 0;
    // A session that has expired rates nothing.
    const unrated = agentWasThere && endedBy !== 'expiry' ? toUnrated(chat, by) : undefined;
    this.#link = undefined;
    this.#ended = { chat: unrated, link };
    link?.mute();
    this.thread.outbox.giveUp();
    if (chat) store.forgetChat(chat.conversationSid);
    store.unrated = unrated;
    model.update({
      phase: 'ended',
      endedBy: by,
      ending: false,
      resumable: store.chat !== undefined,
      agents: [],
      typing: [],
      rating: unrated && 'possible',
      problem: undefined,
    });
    // Whoever wants to keep the chat as a text wants all of it, and later nothing can be read any more.
    void this.earlier.loadAll().then(() => link?.close());
  }
}

const toUnrated = (chat: StoredChat | undefined, endedBy: ChatState['endedBy']): UnratedChat | undefined =>
  chat && { session: chat.session, conversationSid: chat.conversationSid, endedBy };
