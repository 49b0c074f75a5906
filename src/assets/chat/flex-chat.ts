import type { ChatOptions } from './chat-options';
import type { ChatOwner } from './chat-owner';
import type { ChatState } from './chat-state';
import { FlexChatSettings, SETTINGS } from './flex-chat-settings';
import type { FlexChatWindow } from './flex-chat-window';
import { Launcher } from './launcher';
import { launcherWords } from './launcher-words';
import { SessionStore } from './session-store';
import type { OwnWords } from './words';

/**
 * `<flex-chat base-url="https://…" site="default">`: the chat on a page. Until somebody opens it there is the launcher
 * and nothing else; the window comes late, when it is wanted or about to be. docs/embedding.md says what can be set.
 */
export class FlexChat extends FlexChatSettings implements ChatOwner {
  static readonly observedAttributes = ['locale', 'form', 'label', 'position'];

  #customer: ChatOptions['customer'];
  #words: OwnWords | undefined;
  #launcher: Launcher | undefined;
  #store: SessionStore | undefined;
  #window: Promise<FlexChatWindow> | undefined;
  #shown: FlexChatWindow | undefined;
  #state: ChatState | undefined;
  #wanted = false;
  #failed = false;
  #stopListening: (() => void) | undefined;
  /** From being put into a page until being taken out of it. */
  #stay = {};

  constructor() {
    super();
    this.takeOver(['customer', 'words', ...SETTINGS]);
  }

  /** Whom the page knows already; the form is skipped then. */
  get customer(): ChatOptions['customer'] {
    return this.#customer;
  }

  set customer(customer: ChatOptions['customer']) {
    this.#customer = customer;
    this.#shown?.requestUpdate();
  }

  /** Texts other than those of the language. */
  get words(): OwnWords | undefined {
    return this.#words;
  }

  set words(words: OwnWords | undefined) {
    this.#words = words;
    this.#refresh();
    void this.#shown?.loadWords();
  }

  get store(): SessionStore {
    this.#store ??= this.client?.store ?? SessionStore.of(this);
    return this.#store;
  }

  get opened(): boolean {
    return this.#wanted;
  }

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#launcher ??= new Launcher(
      root,
      () => void this.show(),
      () => void this.#loadWindow().catch(() => undefined),
    );
    this.#applyTheme(root);
    this.#stopListening = this.store.onChatChange(() => this.#refresh());
    this.#refresh();
    if (this.inline || this.store.opened) void this.#open(false);
    else if (this.store.chat) whenIdle(() => void this.#loadWindow().catch(() => undefined));
  }

  disconnectedCallback(): void {
    this.#stopListening?.();
    this.#stay = {};
    this.#shown?.remove();
    this.#shown = undefined;
    this.#window = undefined;
    this.#store = undefined;
    this.#state = undefined;
    this.#wanted = false;
    this.#failed = false;
  }

  attributeChangedCallback(name: string): void {
    if (!this.#launcher) return;
    this.#refresh();
    if (name === 'locale') void this.#shown?.loadWords();
    else this.#shown?.requestUpdate();
  }

  /** Opens the window, and goes on with the chat that this browser has. Resolves when it is there, or did not load. */
  async show(): Promise<void> {
    await this.#open(true);
  }

  /** Closes the window. The chat goes on. */
  hide(): void {
    if (this.inline) return;
    const was = this.#shown?.opened ?? false;
    const focused = this.matches(':focus-within');
    this.#wanted = false;
    this.store.opened = false;
    this.#shown?.close();
    this.#refresh();
    if (focused) this.#launcher?.focus();
    if (was) this.dispatchEvent(new CustomEvent('flex-chat-close'));
  }

  /** For a sign-out: this browser keeps nothing of the chat, and nothing that was typed. See ChatClient.forget. */
  forget(): void {
    if (this.#shown) this.#shown.forget();
    else this.store.forget();
    this.#refresh();
  }

  /**
   * The customer has signed in: see ChatClient.identify. False when this browser has no chat. Signing in leads to another
   * page as a rule, where the chat is still to be gone on with.
   */
  async identify(): Promise<boolean> {
    if (!this.#shown && !this.store.chat) return false;
    const window = await this.#loadWindow().catch(() => undefined);
    return (await window?.identify()) ?? false;
  }

  chatChanged(state: ChatState): void {
    const before = this.#state;
    this.#state = state;
    if (before?.unread !== state.unread || before.phase !== state.phase) this.#refresh();
    // Not for one of before, of which there is only the question how it was.
    if (state.phase === 'ended' && before && before.phase !== 'ended')
      this.dispatchEvent(new CustomEvent('flex-chat-end'));
  }

  async #open(focus: boolean): Promise<void> {
    this.#wanted = true;
    this.#failed = false;
    this.#refresh();
    const stay = this.#stay;
    try {
      const window = await this.#loadWindow();
      if (!this.#wanted || window !== this.#shown) return;
      if (!this.inline) this.store.opened = true;
      window.open(focus);
      this.dispatchEvent(new CustomEvent('flex-chat-open'));
    } catch {
      if (stay !== this.#stay) return;
      this.#wanted = false;
      this.#failed = true;
    }
    this.#refresh();
  }

  /** A failure is forgotten, so that the next call tries again. */
  #loadWindow(): Promise<FlexChatWindow> {
    if (this.#window) return this.#window;
    const window = this.#makeWindow();
    this.#window = window;
    window.catch(() => {
      if (this.#window === window) this.#window = undefined;
    });
    return window;
  }

  async #makeWindow(): Promise<FlexChatWindow> {
    const stay = this.#stay;
    const { FlexChatWindow } = await import('./flex-chat-window');
    const window = new FlexChatWindow(this);
    await window.loadWords();
    if (stay !== this.#stay) throw new Error('<flex-chat> was taken out of the page');
    this.#shown = window;
    this.shadowRoot?.append(window);
    return window;
  }

  #refresh(): void {
    const words = launcherWords(this.locale, this.#words);
    const unread = this.#state?.unread ?? 0;
    const said = this.store.chat ? words.resume : words.launcher;
    const label = this.getAttribute('label') ?? said;
    this.#launcher?.show({
      name: unread > 0 ? words.launcherUnread(unread) : label,
      label,
      unread,
      busy: this.#wanted && !this.#shown?.opened,
      problem: this.#failed ? words.notLoaded : '',
      hidden: this.inline || (this.#shown?.opened ?? false),
      position: this.position,
      language: words.language,
    });
  }

  /** The site's theme gives way to what the page's own styles say, on `<flex-chat>` or above it. */
  #applyTheme(root: ShadowRoot): void {
    const said = getComputedStyle(this);
    const entries = Object.entries(this.page?.theme ?? {}).filter(([name]) => said.getPropertyValue(name) === '');
    if (entries.length === 0) return;
    const sheet = new CSSStyleSheet();
    sheet.insertRule(':host {}');
    const rule = sheet.cssRules[0] as CSSStyleRule;
    for (const [name, value] of entries) rule.style.setProperty(name, value);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
}

/** After what the page itself needs. Safari has no requestIdleCallback. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 3000 });
  else setTimeout(work, 500);
}
