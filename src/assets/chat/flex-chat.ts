import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { type ChatClient, type ChatOptions, createChat } from './chat-client';
import { type ChatState, INITIAL_STATE } from './chat-state';
import { FLEX_CHAT_STYLES } from './flex-chat.styles';
import { chatFooter } from './views/chat-footer';
import { launcher } from './views/launcher';
import { messageList } from './views/message-list';
import { LONGEST_TOPIC, startForm } from './views/start-form';
import { windowHeader } from './views/window-header';
import { type ChatWords, ENGLISH } from './words';

/**
 * `<flex-chat base-url="https://…" site="default">`: a launcher and the chat window, on the client of chat-client.ts.
 * Colours and sizes are CSS custom properties: see flex-chat.styles.ts.
 */
export class FlexChat extends LitElement {
  static override styles = FLEX_CHAT_STYLES;

  /** Where the endpoints are; empty is the page's own origin. */
  @property({ attribute: 'base-url' }) baseUrl = '';
  @property() site: string | undefined;
  @property() locale: string | undefined;
  /** See ChatOptions. Set by script: `document.querySelector('flex-chat').customerToken = async () => …` */
  @property({ attribute: false }) customerToken: ChatOptions['customerToken'];

  @state() private chat: ChatState = INITIAL_STATE;
  @state() private opened = false;
  @state() private confirmingEnd = false;
  @state() private name = '';
  @state() private topic = '';
  @state() private draft = '';

  @query('.log') private readonly log!: HTMLElement | null;
  @query('.launcher') private readonly launcher!: HTMLElement | null;

  private readonly words: ChatWords = ENGLISH;
  private client: ChatClient | undefined;
  private atEnd = true;

  override connectedCallback(): void {
    super.connectedCallback();
    const { baseUrl, site, locale } = this;
    // Looked up late: a page may set it before this element is defined, or long after.
    this.client = createChat({ baseUrl, site, locale, customerToken: async () => this.customerToken?.() });
    this.chat = this.client.state;
    this.draft = this.client.store.draft;
    this.client.on('state', (chat) => {
      this.chat = chat;
    });
    document.addEventListener('visibilitychange', this.onVisibility);
    if (this.client.store.opened) this.show();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.onVisibility);
    this.client?.close();
    this.client = undefined;
  }

  /** Opens the window, and goes on with the chat that this browser has. */
  show(): void {
    this.opened = true;
    this.remember();
    this.focusFirst();
  }

  /** Closes the window. The chat goes on. */
  hide(): void {
    this.opened = false;
    this.confirmingEnd = false;
    this.remember();
    void this.updateComplete.then(() => this.launcher?.focus());
  }

  /** For a sign-out: this browser keeps nothing of the chat, and nothing that was typed. See ChatClient.forget. */
  forget(): void {
    this.client?.forget();
    this.name = '';
    this.topic = '';
    this.draft = '';
  }

  protected override willUpdate(): void {
    // Measured before the new lines are there: who reads further up is not torn away.
    const { log } = this;
    this.atEnd = !log || log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    if (this.chat.phase !== 'open') this.confirmingEnd = false;
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get('chat') as ChatState | undefined;
    if (this.opened && this.chat.phase === 'new' && this.chat.resumable) void this.client?.resume();
    const wrote = before && lastOwnKey(this.chat) !== lastOwnKey(before);
    if (this.log && (this.atEnd || wrote)) this.log.scrollTop = this.log.scrollHeight;
    if (before && before.phase !== this.chat.phase) this.onPhase(before.phase);
    this.onVisibility();
  }

  protected override render(): TemplateResult {
    const { words, chat, locale } = this;
    if (!this.opened) return launcher({ state: chat, words, onShow: () => this.show() });
    return html`
      <section class="window" part="window" role="dialog" aria-label=${words.title} @keydown=${this.onKeydown}>
        ${windowHeader({
          state: chat,
          words,
          locale,
          onEnd: () => this.askEnd(),
          onHide: () => this.hide(),
        })}
        ${chat.phase === 'new' ? this.renderStart() : this.renderChat()}
      </section>
    `;
  }

  private renderStart(): TemplateResult {
    return startForm({
      state: this.chat,
      words: this.words,
      locale: this.locale,
      name: this.name,
      topic: this.topic,
      onName: (name) => {
        this.name = name;
      },
      onTopic: (topic) => {
        this.topic = topic;
      },
      onStart: () => this.start(),
    });
  }

  private renderChat(): TemplateResult {
    const { words, chat, client } = this;
    return html`
      <div class="log" role="log" aria-label=${words.logLabel} tabindex="0">
        ${messageList({
          state: chat,
          words,
          locale: this.locale,
          onEarlier: () => void client?.loadEarlier(),
          onResend: (key) => client?.resend(key),
          onTakeBack: (key) => this.takeBack(key),
          onSendInNewChat: () => this.sendInNewChat(),
        })}
      </div>
      <footer>
        ${chatFooter({
          state: chat,
          words,
          draft: this.draft,
          confirmingEnd: this.confirmingEnd,
          onDraft: (text) => this.write(text),
          onSend: () => this.send(),
          onRetry: () => void client?.retry(),
          onEnd: () => void client?.end(),
          onKeepChatting: () => this.keepChatting(),
          onStartAgain: () => this.startAgain(),
        })}
      </footer>
    `;
  }

  private start(): void {
    const topic = this.topic.trim();
    const name = this.name.trim();
    void this.client?.start({
      customer: name ? { name } : undefined,
      preEngagement: topic ? { topic: [...topic].slice(0, LONGEST_TOPIC).join('') } : undefined,
      firstMessage: topic,
    });
  }

  private send(): void {
    if (this.draft.trim() === '') return;
    this.client?.send(this.draft);
    this.write('');
  }

  private write(text: string): void {
    if (text !== '') this.client?.typing();
    this.draft = text;
    if (this.client) this.client.store.draft = text;
  }

  private takeBack(key: string): void {
    const text = this.client?.discard(key) ?? '';
    this.write([this.draft, text].filter(Boolean).join('\n'));
    this.focusFirst();
  }

  /** With the others that were not sent, because they go with the old chat. */
  private sendInNewChat(): void {
    const messages = this.chat.entries.filter((entry) => entry.kind === 'message');
    this.topic = messages.flatMap(({ status, text }) => (status === 'failed' ? [text] : [])).join('\n');
    this.client?.reset();
    this.start();
    this.focusFirst();
  }

  private askEnd(): void {
    this.confirmingEnd = true;
    void this.updateComplete.then(() => this.focusIn('.question button'));
  }

  private keepChatting(): void {
    this.confirmingEnd = false;
    this.focusFirst();
  }

  private startAgain(): void {
    this.topic = '';
    this.client?.reset();
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (this.confirmingEnd) this.keepChatting();
    else this.hide();
  };

  private onPhase(before: ChatState['phase']): void {
    const { phase } = this.chat;
    if (!this.opened) return;
    // Not the button when the other side ended it: who is typing would press it.
    if (phase === 'ended') this.focusIn(this.chat.endedBy === 'customer' ? '.ended button' : '.log');
    else if (before === 'new' || phase === 'new') this.focusFirst();
  }

  /** What is on the screen is read, and only while somebody looks are the endpoints asked. */
  private readonly onVisibility = (): void => {
    const { phase, agents, entries } = this.chat;
    const seen = this.opened && document.visibilityState === 'visible';
    if (seen) this.client?.markRead();
    const waiting = phase === 'open' && agents.length === 0 && entries.length > 0;
    this.client?.watchAvailability(seen && (phase === 'new' || waiting));
  };

  private remember(): void {
    if (this.client) this.client.store.opened = this.opened;
  }

  private focusFirst(): void {
    void this.updateComplete.then(() => this.focusIn('.composer textarea, .start input, .ended button'));
  }

  private focusIn(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}

/** Whoever writes wants to see it. */
function lastOwnKey({ entries }: ChatState): string | undefined {
  const last = entries.at(-1);
  return last?.kind === 'message' && last.from === 'me' ? last.key : undefined;
}
