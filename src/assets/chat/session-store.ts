import type { ChatAgent } from './chat-state';
import type { UnsentMessage } from './transcript';

/** What goes on after a reload and in a second tab. */
export interface StoredChat {
  session: string;
  conversationSid: string;
  identity: string;
  people: Record<string, ChatAgent>;
}

export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface SessionStoreOptions {
  /** Chats of another site, or of another server, never meet. */
  key: string;
  /** Shared by the tabs of this browser. */
  shared?: KeyValueStorage;
  /** This tab's own. */
  tab?: KeyValueStorage;
  now?: () => number;
}

/** The server takes a repeat of the same request for the same wish for so long. */
const REQUEST_LIFETIME_MS = 10 * 60_000;

/** The chat's memory in the browser. Where storage is forbidden it lasts as long as the page. */
export class SessionStore {
  readonly #key: string;
  readonly #shared: KeyValueStorage;
  readonly #tab: KeyValueStorage;
  readonly #now: () => number;

  constructor(options: SessionStoreOptions) {
    this.#key = `flex-chat:${options.key}`;
    this.#shared = options.shared ?? available('localStorage');
    this.#tab = options.tab ?? available('sessionStorage');
    this.#now = options.now ?? Date.now;
  }

  get chat(): StoredChat | undefined {
    return read<StoredChat>(this.#shared, this.#key);
  }

  set chat(chat: StoredChat | undefined) {
    write(this.#shared, this.#key, chat);
  }

  /** What is new about the chat. Not when it was forgotten, or another tab has begun the next one. */
  refreshChat(chat: StoredChat): void {
    if (this.chat?.conversationSid === chat.conversationSid) this.chat = chat;
  }

  /** Not when another tab has begun the next one. */
  forgetChat(conversationSid: string): void {
    if (this.chat?.conversationSid === conversationSid) this.chat = undefined;
  }

  /**
   * One id for every repeat of the same start, in whatever tab, until the chat is made. Another wish gets another id:
   * the server would answer the old one with the chat of the first.
   */
  requestId(wish: string, make: () => string): string {
    const stored = this.#request;
    if (stored?.wish === wish && this.#now() - stored.at < REQUEST_LIFETIME_MS) return stored.requestId;
    const requestId = make();
    write(this.#shared, `${this.#key}:request`, { requestId, wish, at: this.#now() });
    return requestId;
  }

  /** The chat that this request has made. Not when everything was forgotten meanwhile: then nobody waits for it. */
  keepChat(chat: StoredChat, requestId: string): void {
    if (this.#request?.requestId !== requestId) return;
    this.chat = chat;
    this.forgetRequestId();
  }

  forgetRequestId(): void {
    write(this.#shared, `${this.#key}:request`, undefined);
  }

  /** Half-written text of this tab. */
  get draft(): string {
    return read<string>(this.#tab, `${this.#key}:draft`) ?? '';
  }

  set draft(text: string) {
    write(this.#tab, `${this.#key}:draft`, text === '' ? undefined : text);
  }

  /** Was the chat window open in this tab? */
  get opened(): boolean {
    return read<boolean>(this.#tab, `${this.#key}:opened`) ?? false;
  }

  set opened(opened: boolean) {
    write(this.#tab, `${this.#key}:opened`, opened || undefined);
  }

  /** Messages of this tab that Twilio has not confirmed. */
  get unsent(): UnsentMessage[] {
    const stored = read<(Omit<UnsentMessage, 'at'> & { at: string })[]>(this.#tab, `${this.#key}:unsent`) ?? [];
    return stored.map((message) => ({ ...message, at: new Date(message.at) }));
  }

  set unsent(messages: UnsentMessage[]) {
    write(this.#tab, `${this.#key}:unsent`, messages.length === 0 ? undefined : messages);
  }

  /** Everything but whether the window was open. */
  forget(): void {
    this.chat = undefined;
    this.forgetRequestId();
    this.draft = '';
    this.unsent = [];
  }

  /** Calls back when another tab begins or ends the chat. Returns the function that stops it. */
  onChatChange(listener: () => void): () => void {
    const onStorage = (event: Event) => {
      if ('key' in event && event.key === this.#key) listener();
    };
    globalThis.addEventListener?.('storage', onStorage);
    return () => globalThis.removeEventListener?.('storage', onStorage);
  }

  get #request(): { requestId: string; wish: string; at: number } | undefined {
    return read(this.#shared, `${this.#key}:request`);
  }
}

function read<Value>(storage: KeyValueStorage, key: string): Value | undefined {
  try {
    const text = storage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as Value);
  } catch {
    return undefined;
  }
}

function write(storage: KeyValueStorage, key: string, value: unknown): void {
  try {
    if (value === undefined) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the chat works, it only won't survive a reload.
  }
}

/** Private windows and blocked cookies make the mere access throw. */
function available(name: 'localStorage' | 'sessionStorage'): KeyValueStorage {
  try {
    const storage = globalThis[name];
    if (storage) return storage;
  } catch {
    // Not allowed here.
  }
  const memory = new Map<string, string>();
  return {
    getItem: (key) => memory.get(key) ?? null,
    setItem: (key, value) => void memory.set(key, value),
    removeItem: (key) => void memory.delete(key),
  };
}
