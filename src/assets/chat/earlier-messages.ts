import type { ChatThread } from './chat-thread';
import type { ConversationConnection } from './conversation-connection';

/** What was said before the page that is shown. One page at a time, whoever asks for it. */
export class EarlierMessages {
  #loading: Promise<boolean> | undefined;

  constructor(
    private readonly thread: ChatThread,
    private readonly connection: () => ConversationConnection | undefined,
  ) {}

  /** One more page. Resolves whether there may be another. */
  load(): Promise<boolean> {
    this.#loading ??= this.#loadPage().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** All that there is, as far as it can be had. */
  async loadAll(): Promise<void> {
    while (await this.load());
  }

  async #loadPage(): Promise<boolean> {
    const connection = this.connection();
    if (!connection?.hasEarlier) return false;
    this.thread.loadingEarlier();
    const loaded = await connection.loadEarlier().then(
      () => true,
      () => false,
    );
    this.thread.hasEarlier(connection.hasEarlier);
    return loaded && connection.hasEarlier;
  }
}
