import type { ChatAgent } from './chat-state';
import { availableStorage, type KeyValueStorage, readValue, writeValue } from './key-value-storage';
import { RequestMemory } from './request-memory';
import type { StoredNotice } from './stored-notice';
import type { UnsentText } from './unsent-messages';

/** What goes on after a reload and in a second tab. */
export interface StoredChat {
  session: string;
  conversationSid: string;
  identity: string;
  people: Record<string, ChatAgent>;
  verified?: boolean;
  /** Who came and went. */
  notices?: StoredNotice[];
  /** Up to where an agent has read. */
  agentReadIndex?: number;
}

export interface SessionStoreOptions {
  /** Chats of another site, or of another server, never meet. */
  key: string;
  /** Shared by the tabs of this browser. */
  shared?: KeyValueStorage;
  /** This tab's own. */
  tab?: KeyValueStorage;
  /** Where the browser tells `storage`: what other tabs have changed. */
  events?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  now?: () => number;
}

/** The chat's memory in the browser. Where storage is forbidden it lasts as long as the page. */
export class SessionStore {
  /** Until the chat is made. */
  readonly request: RequestMemory;
  readonly #key: string;
  readonly #shared: KeyValueStorage;
  readonly #tab: KeyValueStorage;
  readonly #events: SessionStoreOptions['events'];
  readonly #now: () => number;

  constructor(options: SessionStoreOptions) {
    this.#key = `flex-chat:${options.key}`;
    this.#shared = options.shared ?? availableStorage('localStorage');
    this.#tab = options.tab ?? availableStorage('sessionStorage');
    this.#events = options.events ?? ('addEventListener' in globalThis ? globalThis : undefined);
    this.#now = options.now ?? Date.now;
    this.request = new RequestMemory(this.#shared, `${this.#key}:request`, this.#now);
  }

  get chat(): StoredChat | undefined {
    return readValue<StoredChat>(this.#shared, this.#key);
  }

  set chat(chat: StoredChat | undefined) {
    writeValue(this.#shared, this.#key, chat);
  }

  /** What is new about the chat. Not when it was forgotten, or another tab has begun the next one. */
  refreshChat(conversationSid: string, change: Partial<StoredChat>): void {
    const { chat } = this;
    if (chat?.conversationSid === conversationSid) this.chat = { ...chat, ...change };
  }

  /** Not when another tab has begun the next one. */
  forgetChat(conversationSid: string): void {
    if (this.chat?.conversationSid === conversationSid) this.chat = undefined;
  }

  /** The chat that this request has made. Not when everything was forgotten meanwhile: then nobody waits for it. */
  keepChat(chat: StoredChat, requestId: string): void {
    if (!this.request.isCurrent(requestId)) return;
    this.chat = chat;
    this.request.forget();
  }

  /** Half-written text of this tab. */
  get draft(): string {
    return readValue<string>(this.#tab, `${this.#key}:draft`) ?? '';
  }

  set draft(text: string) {
    writeValue(this.#tab, `${this.#key}:draft`, text === '' ? undefined : text);
  }

  /** Was the chat window open in this tab? */
  get opened(): boolean {
    return readValue<boolean>(this.#tab, `${this.#key}:opened`) ?? false;
  }

  set opened(opened: boolean) {
    writeValue(this.#tab, `${this.#key}:opened`, opened || undefined);
  }

  /** Texts of this tab that Twilio has not confirmed. */
  get unsent(): UnsentText[] {
    const stored = readValue<(Omit<UnsentText, 'at'> & { at: string })[]>(this.#tab, `${this.#key}:unsent`) ?? [];
    return stored.map((message) => ({ ...message, at: new Date(message.at) }));
  }

  set unsent(messages: UnsentText[]) {
    writeValue(this.#tab, `${this.#key}:unsent`, messages.length === 0 ? undefined : messages);
  }

  /** Everything but whether the window was open, and the other tabs hear of it. */
  forget(): void {
    this.chat = undefined;
    this.request.forget();
    this.forgetTab();
    // Only a change is told. Nothing of it stays.
    writeValue(this.#shared, `${this.#key}:forgotten`, this.#now());
    writeValue(this.#shared, `${this.#key}:forgotten`, undefined);
  }

  /** What this tab alone has kept. */
  forgetTab(): void {
    this.draft = '';
    this.unsent = [];
  }

  /** Calls back when another tab begins, changes or ends the chat. Returns the function that stops it. */
  onChatChange(listener: () => void): () => void {
    return this.#onStorage(this.#key, listener);
  }

  /** Calls back when another tab has forgotten everything. Returns the function that stops it. */
  onForgotten(listener: () => void): () => void {
    return this.#onStorage(`${this.#key}:forgotten`, (removed) => !removed && listener());
  }

  #onStorage(key: string, listener: (removed: boolean) => void): () => void {
    const onStorage = (event: Event) => {
      if ('key' in event && event.key === key && 'newValue' in event) listener(event.newValue === null);
    };
    this.#events?.addEventListener('storage', onStorage);
    return () => this.#events?.removeEventListener('storage', onStorage);
  }
}
