import type { ChatAgent, ChatState } from './chat-state';
import { browserStorage, type KeyValueStorage, readValue, writeValue } from './key-value-storage';
import { LastingStorage } from './lasting-storage';
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

/** A chat that is over and may still be rated. */
export interface UnratedChat extends Pick<StoredChat, 'session' | 'conversationSid'> {
  endedBy: ChatState['endedBy'];
}

interface KeptUnrated extends UnratedChat {
  at: number;
}

/** Of the conversation that was there when they were written; a chat that is still being made has no name. */
interface KeptUnsent {
  conversationSid?: string;
  texts: (Omit<UnsentText, 'at'> & { at: string })[];
}

/** The agent's task, which keeps the rating, does not last much longer. */
const RATEABLE_MS = 3600_000;

export interface SessionStoreOptions {
  /** Chats of another site, or of another server, never meet. */
  key: string;
  /** Shared by the tabs of this browser. */
  shared?: KeyValueStorage;
  /** This tab's own. */
  tab?: KeyValueStorage;
  /** Where the browser tells `storage`, what other tabs have changed, and `pageshow`, that the page is back. */
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
    this.#shared = new LastingStorage(options.shared ?? browserStorage('localStorage'));
    this.#tab = new LastingStorage(options.tab ?? browserStorage('sessionStorage'));
    this.#events = options.events ?? ('addEventListener' in globalThis ? globalThis : undefined);
    this.#now = options.now ?? Date.now;
    this.request = new RequestMemory(this.#shared, `${this.#key}:request`, this.#now);
  }

  /** Of the chats of one site on one server, however the page spells its address. */
  static of({ baseUrl = '', site = '' }: { baseUrl?: string; site?: string }): SessionStore {
    return new SessionStore({ key: `${baseUrl.replace(/\/+$/, '')}|${site}` });
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

  /** Texts of this tab that Twilio has not confirmed. Not those of another chat than the one that there is now. */
  get unsent(): UnsentText[] {
    const kept = readValue<KeptUnsent>(this.#tab, `${this.#key}:unsent`);
    const others = kept?.conversationSid !== undefined && kept.conversationSid !== this.chat?.conversationSid;
    if (!kept || others) return [];
    return kept.texts.map((message) => ({ ...message, at: new Date(message.at) }));
  }

  set unsent(messages: UnsentText[]) {
    const texts = messages.map((message) => ({ ...message, at: message.at.toISOString() }));
    const kept: KeptUnsent = { conversationSid: this.chat?.conversationSid, texts };
    writeValue(this.#tab, `${this.#key}:unsent`, texts.length === 0 ? undefined : kept);
  }

  /** This tab's chat that is over and was not rated yet, for an hour. */
  get unrated(): UnratedChat | undefined {
    const kept = readValue<KeptUnrated>(this.#tab, `${this.#key}:unrated`);
    if (!kept) return undefined;
    const { at, ...unrated } = kept;
    if (this.#now() - at < RATEABLE_MS) return unrated;
    this.unrated = undefined;
    return undefined;
  }

  set unrated(unrated: UnratedChat | undefined) {
    writeValue(this.#tab, `${this.#key}:unrated`, unrated && { ...unrated, at: this.#now() });
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
    this.unrated = undefined;
  }

  /** Calls back when another tab begins, changes or ends the chat. Returns the function that stops it. */
  onChatChange(listener: () => void): () => void {
    return this.#onStorage(this.#key, listener);
  }

  /** Calls back when another tab has forgotten everything. Returns the function that stops it. */
  onForgotten(listener: () => void): () => void {
    return this.#onStorage(`${this.#key}:forgotten`, (removed) => !removed && listener());
  }

  /**
   * Calls back when the page is shown again as it was left (the button Back), since such a page has not heard what other
   * pages have changed meanwhile. Returns the function that stops it. https://web.dev/articles/bfcache
   */
  onReturn(listener: () => void): () => void {
    return this.#on('pageshow', (event) => 'persisted' in event && event.persisted === true && listener());
  }

  #onStorage(key: string, listener: (removed: boolean) => void): () => void {
    return this.#on('storage', (event) => {
      // Without a key: a page has cleared the whole storage.
      if ('key' in event && 'newValue' in event && (event.key === key || event.key === null))
        listener(event.newValue === null);
    });
  }

  #on(name: string, listener: (event: Event) => void): () => void {
    this.#events?.addEventListener(name, listener);
    return () => this.#events?.removeEventListener(name, listener);
  }
}
