import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatRating } from './chat-options';
import type { ChatOwner, ChatSource } from './chat-owner';
import { type ChatState, INITIAL_STATE } from './chat-state';
import { clientOf } from './client-of';
import { FileDrop } from './file-drop';
import { fileProblem } from './file-words';
import { WINDOW_STYLES } from './flex-chat-window.styles';
import { FollowEnd } from './follow-end';
import { saveText } from './save-text';
import { chatFooter } from './views/chat-footer';
import { composer } from './views/composer';
import { DOWN_ICON } from './views/icons';
import { messageList } from './views/message-list';
import { type SpokenLine, SpokenLines } from './views/spoken-lines';
import { availabilityLine, LONGEST_TOPIC, startForm } from './views/start-form';
import { waitingLine } from './views/status-line';
import { windowHeader } from './views/window-header';
import { followVisibleArea } from './visible-area';
import { type ChatWords, ENGLISH, loadWords } from './words';

/** `<flex-chat-window>`: everything that `<flex-chat>` shows once somebody wants to chat. */
export class FlexChatWindow extends LitElement {
  static override styles = WINDOW_STYLES;

  @state() opened = false;
  @state() private chat: ChatState = INITIAL_STATE;
  @state() private words: ChatWords = ENGLISH;
  @state() private confirmingEnd = false;
  @state() private endTried = false;
  @state() private note = '';
  @state() private name = '';
  @state() private topic = '';
  @state() private draft = '';
  @state() private score: ChatRating['score'] | undefined;
  @state() private comment = '';

  @query('.window') private readonly window!: HTMLElement | null;
  @query('.log') private readonly log!: HTMLElement | null;

  private readonly owner: ChatOwner;
  private client: ChatSource | undefined;
  private spoken = new SpokenLines();
  private lines: readonly SpokenLine[] = [];
  private readonly drop = new FileDrop({
    takesFiles: () => this.chat.phase === 'open' && this.chat.attachmentRules !== undefined,
    onFiles: (files) => this.sendFiles(files),
    changed: () => this.requestUpdate(),
  });
  private readonly end = new FollowEnd(() => this.requestUpdate());
  private heldFocus = false;
  private heightBefore = 0;
  private stopFollowing: (() => void) | undefined;

  constructor(owner: ChatOwner) {
    super();
    this.owner = owner;
    this.setAttribute('exportparts', 'window, header, avatar, form, composer, bubble, rating, button');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const client = this.owner.client ?? clientOf(this.owner);
    this.client = client;
    this.draft = client.store.draft;
    this.take(client.state);
    client.on('state', (chat) => this.take(chat));
    client.on('forgotten', () => this.clear());
    document.addEventListener('visibilitychange', this.onVisibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.onVisibility);
    this.stopFollowing?.();
    this.end.watch(undefined);
    this.client?.close();
    this.client = undefined;
  }

  open(focus: boolean): void {
    this.opened = true;
    // Ready by the time that the form is filled in; when it does not come now, it is asked for again.
    if (!this.owner.client) void import('./conversations-sdk').catch(() => undefined);
    if (focus) this.focusFirst();
  }

  close(): void {
    this.opened = false;
    this.confirmingEnd = false;
  }

  forget(): void {
    this.client?.forget();
    this.clear();
  }

  async identify(): Promise<boolean> {
    return (await this.client?.identify()) ?? false;
  }

  /** In the owner's language. */
  async loadWords(): Promise<void> {
    const { locale, words } = this.owner;
    this.words = await loadWords(locale, words);
  }

  protected override willUpdate(): void {
    this.heightBefore = this.log?.scrollHeight ?? 0;
    this.heldFocus = this.matches(':focus-within');
    if (this.chat.phase !== 'open') this.confirmingEnd = false;
    this.lines = this.spoken.next(this.chat, this.words);
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get('chat') as ChatState | undefined;
    const wrote = before && lastOwnKey(this.chat) !== lastOwnKey(before);
    this.end.watch(this.log ?? undefined, this.log?.firstElementChild ?? undefined);
    if (wrote) this.end.toEnd();
    else if (this.end.away && before && before.entries[0] !== this.chat.entries[0]) this.keepPlace();
    if (changed.has('opened')) this.followScreen();
    if (before && before.phase !== this.chat.phase) this.onPhase(before.phase);
    this.onVisibility();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, chat, owner } = this;
    if (!this.opened) return nothing;
    return html`
      <section
        class="window ${owner.inline ? 'inline' : ''}"
        part="window"
        role=${owner.inline ? 'region' : 'dialog'}
        aria-labelledby="title"
        lang=${words.language}
        data-position=${owner.position}
        @keydown=${this.onKeydown}
        @dragover=${this.drop.onDrag}
        @dragleave=${this.drop.onDrag}
        @drop=${this.drop.onDrag}
      >
        ${windowHeader({
          state: chat,
          words,
          locale: this.locale,
          canHide: !owner.inline,
          onSave: () => void this.save(),
          onEnd: () => this.askEnd(),
          onHide: () => owner.hide(),
        })}
        ${this.renderSignedIn()}${this.renderWaiting()}
        ${chat.phase === 'new' ? this.renderStart() : this.renderChat()}
        <div class="hidden" aria-live="polite">
          ${repeat(
            this.lines,
            ({ key }) => key,
            ({ text }) => html`<p>${text}</p>`,
          )}
        </div>
        ${this.drop.isOver ? html`<p class="drop">${words.dropFile}</p>` : nothing}
      </section>
    `;
  }

  private renderSignedIn(): TemplateResult | typeof nothing {
    const { chat, words, owner } = this;
    if (!chat.verified || (chat.phase !== 'open' && chat.phase !== 'opening')) return nothing;
    const name = owner.customer?.name;
    return html`<p class="signed-in" role="status" dir="auto">${name ? words.signedInAs(name) : words.signedIn}</p>`;
  }

  private renderWaiting(): TemplateResult | typeof nothing {
    const line = waitingLine(this.chat, this.words, this.locale);
    return line === ''
      ? nothing
      : html`<p class="waiting" role="status" data-mood="busy"><span class="dot"></span><span>${line}</span></p>`;
  }

  private renderStart(): TemplateResult {
    const { words, chat, owner, locale } = this;
    if (owner.form === 'none' || owner.customer?.name) {
      return html`
        <div class="log before">
          ${availabilityLine(chat, words, locale)}
          <p class="empty">${words.empty}</p>
        </div>
        <footer>${composer({ ...this.composerOptions(), attachmentRules: undefined, onSend: () => this.startWithDraft() })}</footer>
      `;
    }
    return startForm({
      state: chat,
      words,
      locale,
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
    const news = this.end.away && chat.entries.length > 0;
    return html`
      <div class="room">
        <div class="log" role="log" aria-live="off" aria-label=${words.logLabel} tabindex="0">
          <div class="content">
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
        </div>
        ${news ? html`<button class="latest" type="button" @click=${this.toEnd}>${words.newMessages}${DOWN_ICON}</button>` : nothing}
      </div>
      <footer>
        ${chatFooter({
          ...this.composerOptions(),
          state: chat,
          confirmingEnd: this.confirmingEnd,
          endTried: this.endTried,
          note: this.note,
          score: this.score,
          comment: this.comment,
          onDismiss: () => this.dismiss(),
          onRetry: () => void client?.retry(),
          onEnd: () => this.endNow(),
          onKeepChatting: () => this.keepChatting(),
          onStartAgain: () => this.startAgain(),
          onSave: () => void this.save(),
          onScore: (score) => {
            this.score = score;
          },
          onComment: (comment) => {
            this.comment = comment;
          },
          onRate: () => this.rate(),
        })}
      </footer>
    `;
  }

  private composerOptions() {
    return {
      words: this.words,
      draft: this.draft,
      attachmentRules: this.chat.attachmentRules,
      onDraft: (text: string) => this.write(text),
      onSend: () => this.send(),
      onFiles: (files: readonly File[]) => this.sendFiles(files),
    };
  }

  /** Times and numbers are written as the words around them are, also where the page asks for a language that is not spoken. */
  private get locale(): string {
    const { language } = this.words;
    return this.owner.locale.split('-')[0] === language ? this.owner.locale : language;
  }

  private take(chat: ChatState): void {
    this.chat = chat;
    this.owner.chatChanged(chat);
    if (chat.phase === 'new' && chat.resumable) void this.client?.resume();
    // A chat that was over before anybody looked: there is nothing to be shown of it.
    else if (chat.phase === 'ended' && !this.opened && chat.entries.length === 0) this.client?.reset();
  }

  private start(firstMessage = this.topic.trim()): void {
    const { customer } = this.owner;
    const name = this.name.trim();
    const topic = [...firstMessage].slice(0, LONGEST_TOPIC).join('');
    void this.client?.start({
      customer: customer || name ? { ...customer, ...(name && { name }) } : undefined,
      preEngagement: topic ? { topic } : undefined,
      firstMessage,
    });
  }

  private startWithDraft(): void {
    const text = this.draft.trim();
    if (text === '') return;
    this.write('');
    this.start(text);
  }

  private send(): void {
    if (this.draft.trim() === '') return;
    this.client?.send(this.draft);
    this.write('');
    this.note = '';
  }

  private sendFiles(files: readonly File[]): void {
    this.note = '';
    for (const file of files) {
      const problem = this.client?.sendFile(file);
      if (problem) this.note = fileProblem(problem, this.words, this.locale);
    }
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
    const texts = messages.flatMap(({ status, text }) => (status === 'failed' && text ? [text] : []));
    this.client?.reset();
    this.start(texts.join('\n'));
    this.focusFirst();
  }

  private rate(): void {
    const { score } = this;
    const comment = this.comment.trim();
    if (score) void this.client?.rate({ score, ...(comment && { comment }) });
  }

  private async save(): Promise<void> {
    const { words, client } = this;
    try {
      const text = await client?.transcriptText(words);
      const day = new Date().toISOString().slice(0, 10);
      if (text) saveText(text, `${words.transcriptTitle}-${day}.txt`);
    } catch {
      this.note = words.transcriptFailed;
    }
  }

  private askEnd(): void {
    this.confirmingEnd = true;
    this.endTried = false;
    void this.updateComplete.then(() => this.focusIn('.question button'));
  }

  private endNow(): void {
    this.endTried = true;
    void this.client?.end();
  }

  private keepChatting(): void {
    this.confirmingEnd = false;
    this.focusFirst();
  }

  private startAgain(): void {
    this.topic = '';
    this.score = undefined;
    this.comment = '';
    this.client?.reset();
  }

  private dismiss(): void {
    this.note = '';
    this.focusFirst();
  }

  private clear(): void {
    this.name = '';
    this.topic = '';
    this.draft = '';
    this.note = '';
    this.comment = '';
    this.score = undefined;
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    if (this.confirmingEnd) this.keepChatting();
    else this.owner.hide();
  };

  private onPhase(before: ChatState['phase']): void {
    const { phase } = this.chat;
    if (phase === 'new') this.note = '';
    const byCustomer = phase === 'ended' && this.chat.endedBy === 'customer';
    // The button that ends a chat cannot be pressed twice, and lets the focus go.
    if (!this.opened || !(this.heldFocus || byCustomer)) return;
    // Not the button when the other side ended it: who is typing would press it.
    if (phase === 'ended') this.focusIn(byCustomer ? '.again' : '.log');
    else if (before === 'new' || phase === 'new') this.focusFirst();
  }

  /** What is on the screen is read, and only while somebody looks are the endpoints asked. */
  private readonly onVisibility = (): void => {
    const { phase, agents, entries } = this.chat;
    const seen = this.opened && document.visibilityState === 'visible';
    if (seen && !this.end.away) this.client?.markRead();
    const waiting = phase === 'open' && agents.length === 0 && entries.length > 0;
    this.client?.watchAvailability(seen && (phase === 'new' || waiting));
  };

  private readonly toEnd = (): void => {
    this.end.toEnd();
    this.focusFirst();
  };

  /** Earlier messages came in above: what was read stays where it was. */
  private keepPlace(): void {
    const { log } = this;
    if (log) log.scrollTop += log.scrollHeight - this.heightBefore;
  }

  private followScreen(): void {
    this.stopFollowing?.();
    const { window } = this;
    this.stopFollowing = this.opened && window ? followVisibleArea(window) : undefined;
  }

  private focusFirst(): void {
    void this.updateComplete.then(() => this.focusIn('.composer textarea, .start input, .again'));
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

if (!customElements.get('flex-chat-window')) customElements.define('flex-chat-window', FlexChatWindow);
