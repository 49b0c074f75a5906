import type { ApiError } from './api-error';
import { type ConnectionListener, ConversationConnection, type ConversationsSdk } from './conversation-connection';
import { type ChatStart, type ObtainChatOptions, obtainChat } from './obtain-chat';
import type { StoredChat } from './session-store';
import { withinLimit } from './time-limit';
import { TokenKeeper } from './token-keeper';

export interface ChatLinkOptions extends ObtainChatOptions {
  loadSdk: () => Promise<ConversationsSdk>;
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
  #connection: ConversationConnection | undefined;
  #tokens: TokenKeeper | undefined;
  #closed = false;

  constructor(
    private readonly options: ChatLinkOptions,
    private readonly listener: ChatLinkListener,
  ) {
    this.#chat = options.store.chat;
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
    return this.#closed;
  }

  /** Resolves when it is connected, or was closed. Rejects when there is no chat, no SDK or no connection. */
  async open(start: ChatStart): Promise<void> {
    const sdk = this.options.loadSdk();
    sdk.catch(() => undefined); // A failure is met below, after the call that runs beside it.
    const { chat, token } = await obtainChat(this.options, start);
    if (this.#closed) return;
    this.#chat = chat;
    this.listener.onChat(chat);
    const { Client } = await withinLimit(this.options.timeLimit(), sdk);
    if (this.#closed) return;
    const connection = new ConversationConnection(new Client(token), chat.identity, this.#listen());
    this.#connection = connection;
    this.#tokens = this.#keepTokens(chat, connection);
    await connection.open(chat.conversationSid, this.options.timeLimit());
  }

  /** Also for the next opening. */
  remember(change: Partial<StoredChat>): void {
    if (!this.#chat) return;
    this.#chat = { ...this.#chat, ...change };
    this.options.store.refreshChat(this.#chat);
  }

  close(): void {
    this.#closed = true;
    this.#tokens?.stop();
    this.#connection?.close();
    this.#connection = undefined;
  }

  #keepTokens(chat: StoredChat, connection: ConversationConnection): TokenKeeper {
    let { session } = chat;
    return new TokenKeeper({
      fetchToken: async () => {
        const refreshed = await this.options.api.refreshToken(session);
        session = refreshed.session;
        this.remember({ session });
        return refreshed.token;
      },
      updateToken: (token) => connection.updateToken(token),
      onRefused: (error) => {
        if (!this.#closed) this.listener.onTokenRefused(error);
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
