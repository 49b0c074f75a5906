import type { ApiError } from './api-error';
import type { EarlyTokenResponse } from './api-types';
import type { ConnectionListener } from './connection-listener';
import { ConnectionLost, ConversationConnection, type ConversationsSdk } from './conversation-connection';
import { type ChatStart, type ObtainChatOptions, type ObtainedChat, obtainChat } from './obtain-chat';
import type { StoredChat } from './session-store';
import { withinLimit } from './time-limit';
import { TokenKeeper } from './token-keeper';

/** So often it is tried to connect when the line is cut meanwhile, with longer and longer pauses: three seconds in all. */
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 100;

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

export interface ChatLinkOptions extends ObtainChatOptions {
  loadSdk: () => Promise<ConversationsSdk>;
  /** Where the Functions are; see receivedMessage. */
  functionsOrigin?: string;
}

/** What the link tells. Nothing is told after `close()`. */
export interface ChatLinkListener extends Omit<ConnectionListener, 'onTokenAboutToExpire'> {
  /** There is a chat; the connection is still to come. */
  onChat(chat: StoredChat): void;
  /** No token any more: the session or the conversation is over. */
  onTokenRefused(error: ApiError): void;
}

/** One opening of a chat: the session, the connection, and a valid token for as long as that stands. */
export class ChatLink {
  #chat: StoredChat | undefined;
  #isMade = false;
  #connection: ConversationConnection | undefined;
  #earlyIdentity: string | undefined;
  #tokens: TokenKeeper | undefined;
  readonly #closing = new AbortController();

  /** @param known the chat of the opening before this one */
  constructor(
    private readonly options: ChatLinkOptions,
    private readonly listener: ChatLinkListener,
    private readonly known?: StoredChat,
  ) {
    this.#chat = options.store.chat ?? known;
  }

  /** The one of this browser, until there is a new one. */
  get chat(): StoredChat | undefined {
    return this.#chat;
  }

  /** From the moment on when it is being made, until `close()`. */
  get connection(): ConversationConnection | undefined {
    return this.#connection;
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /**
   * The SDK is loaded and, with an early token, connects while the conversation is being made. Resolves when it is
   * connected. Rejects when there is no chat, no SDK or no connection, and when it was closed.
   */
  async open(start: ChatStart): Promise<void> {
    const sdk = this.options.loadSdk();
    sdk.catch(() => undefined); // A failure is met below, after the calls that run beside it.
    const { signal } = this.#closing;
    const { early, made } = obtainChat({ ...this.options, unwanted: signal }, start, this.known);
    this.#connectEarly(sdk, early).catch(() => undefined); // It only saves time; what is wrong shows below again.
    const obtained = await withinLimit(signal, made);
    this.#isMade = true;
    this.#chat = obtained.chat;
    this.listener.onChat(obtained.chat);
    const { Client } = await withinLimit(this.options.timeLimit(), sdk);
    if (this.closed) return;
    const limit = this.options.timeLimit();
    if (await this.#finishEarly(obtained, limit)) return;
    for (let attempt = 1; !this.closed; attempt += 1) {
      this.#connection?.close();
      this.#connection = this.#connect(new Client(obtained.token));
      this.#keepTokens(obtained.chat, this.#connection);
      if (await this.#finish(this.#connection, obtained, limit, attempt)) return;
      await withinLimit(limit, pause(FIRST_PAUSE_MS * 2 ** attempt));
    }
  }

  /** Also for the next opening. */
  remember(change: Partial<StoredChat>): void {
    if (!this.#chat) return;
    this.#chat = { ...this.#chat, ...change };
    this.options.store.refreshChat(this.#chat.conversationSid, change);
  }

  /** The chat is over: nothing is told any more, but what is asked for can still be read until `close()`. */
  mute(): void {
    this.#tokens?.stop();
    this.#connection?.mute();
  }

  close(): void {
    this.#closing.abort();
    this.#tokens?.stop();
    this.#connection?.close();
    this.#connection = undefined;
  }

  async #connectEarly(sdk: Promise<ConversationsSdk>, early: Promise<EarlyTokenResponse | undefined>): Promise<void> {
    const [loaded, answer] = await Promise.all([sdk.catch(() => undefined), early]);
    if (!loaded || !answer || this.closed || this.#isMade) return;
    this.#connection = this.#connect(new loaded.Client(answer.token));
    this.#earlyIdentity = answer.identity;
  }

  #connect(client: ConstructorParameters<typeof ConversationConnection>[0]): ConversationConnection {
    return new ConversationConnection(client, this.#listen(), this.options.functionsOrigin);
  }

  /** False when there is no early connection, it is another's, or it was refused: with the real token it may not be. */
  async #finishEarly(obtained: ObtainedChat, limit: AbortSignal): Promise<boolean> {
    const connection = this.#connection;
    if (!connection || this.#earlyIdentity !== obtained.chat.identity || isRefused(connection)) return false;
    try {
      this.#keepTokens(obtained.chat, connection);
      this.#tokens?.connectionStateChanged(connection.state);
      const isOpen = await this.#finish(connection, obtained, limit);
      // The early token lasts until then, and nobody waits for the exchange.
      if (isOpen) this.#tokens?.replace(obtained.token);
      return isOpen;
    } catch (error) {
      if (isRefused(connection) && !this.closed) return false;
      throw error;
    }
  }

  /** False when the line was cut meanwhile: another connection may come through. */
  async #finish(
    connection: ConversationConnection,
    { chat }: ObtainedChat,
    limit: AbortSignal,
    attempt = 0,
  ): Promise<boolean> {
    try {
      await connection.open(chat.conversationSid, chat.identity, limit);
      return true;
    } catch (error) {
      if (error instanceof ConnectionLost && !limit.aborted && attempt < ATTEMPTS) return false;
      throw error;
    }
  }

  #keepTokens(chat: StoredChat, connection: ConversationConnection): void {
    let { session } = chat;
    this.#tokens?.stop();
    this.#tokens = new TokenKeeper({
      fetchToken: async () => {
        const refreshed = await this.options.api.refreshToken(session);
        session = refreshed.session;
        this.remember({ session });
        return refreshed.token;
      },
      updateToken: (token) => connection.updateToken(token),
      onRefused: (error) => {
        if (!this.closed) this.listener.onTokenRefused(error);
      },
    });
  }

  #listen(): ConnectionListener {
    return {
      ...this.listener,
      onConnectionState: (state) => {
        this.listener.onConnectionState(state);
        this.#tokens?.connectionStateChanged(state);
      },
      onTokenAboutToExpire: () => this.#tokens?.tokenAboutToExpire(),
    };
  }
}

/** Twilio wants no more of this token, or of this client. */
const isRefused = ({ state }: ConversationConnection): boolean => state === 'denied' || state === 'error';
