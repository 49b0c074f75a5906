import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatOwner, ChatSource } from './chat-owner';
import { type ChatState, INITIAL_STATE } from './chat-state';
import { clientOf } from './client-of';
import { CustomerInput } from './customer-input';
import { FileDrop } from './file-drop';
import { WINDOW_STYLES } from './flex-chat-window.styles';
import { FollowEnd } from './follow-end';
import { chatRoom } from './views/chat-room';
import { firstMessage } from './views/first-message';
import { type SpokenLine, SpokenLines } from './views/spoken-lines';
import { startForm } from './views/start-form';
import { signedInLine, waitingLine } from './views/status-line';
import { windowHeader } from './views/window-header';
import { followVisibleArea } from './visible-area';
import { WindowFocus } from './window-focus';
import { type ChatWords, ENGLISH, loadWords } from './words';

/** `<flex-chat-window>`: everything that `<flex-chat>` shows once somebody wants to chat. */
export class FlexChatWindow extends LitElement {
  static override styles = WINDOW_STYLES;

  @state() opened = false;
  @state() private chat: ChatState = INITIAL_STATE;
  @state() private words: ChatWords = ENGLISH;
  @state() private confirmingEnd = false;
  @state() private endTried = false;

  @query('.window') private readonly window!: HTMLElement | null;
  @query('.log') private readonly log!: HTMLElement | null;

  private readonly owner: ChatOwner;
  private readonly input: CustomerInput;
  private client: ChatSource | undefined;
  private spoken = new SpokenLines();
  private lines: readonly SpokenLine[] = [];
  private readonly drop = new FileDrop({
    takesFiles: () => this.chat.phase === 'open' && this.chat.attachmentRules !== undefined,
    onFiles: (files) => this.input.sendFiles(files),
    changed: () => this.requestUpdate(),
  });
  private readonly end = new FollowEnd(() => this.requestUpdate());
  private readonly moveFocus = new WindowFocus(this);
  private stops: (() => void)[] = [];
  private stopFollowing: (() => void) | undefined;

  constructor(owner: ChatOwner) {
    super();
    this.owner = owner;
    this.input = new CustomerInput({
      client: () => this.client,
      words: () => this.words,
      locale: () => this.locale,
      owner,
      changed: () => this.requestUpdate(),
    });
    this.setAttribute('exportparts', 'window, header, avatar, form, composer, bubble, rating, button');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const client = this.owner.client ?? clientOf(this.owner);
    this.client = client;
    this.input.set({ draft: client.store.draft });
    document.addEventListener('visibilitychange', this.onVisibility);
    this.stops = [
      client.on('state', (chat) => this.take(chat)),
      client.on('forgotten', () => this.input.clear()),
      () => document.removeEventListener('visibilitychange', this.onVisibility),
    ];
    this.take(client.state);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
    this.stopFollowing?.();
    this.end.watch(undefined);
    this.client?.watchAvailability(false);
    // One of the page's making is the page's: it may be put into a page again.
    if (this.client !== this.owner.client) this.client?.close();
    this.client = undefined;
  }

  open(focus: boolean): void {
    this.opened = true;
    // Ready by the time that the form is filled in; when it does not come now, it is asked for again.
    if (!this.owner.client) void import('./conversations-sdk').catch(() => undefined);
    if (focus) this.moveFocus.toFirst();
  }

  close(): void {
    this.opened = false;
    this.confirmingEnd = false;
  }

  forget(): void {
    this.client?.forget();
    this.input.clear();
  }

  async identify(): Promise<boolean> {
    return (await this.client?.identify()) ?? false;
  }

  /** In the owner's language, which may have become another one by the time that the words come. */
  async loadWords(): Promise<void> {
    const { locale, words: own } = this.owner;
    const words = await loadWords(locale, own);
    if (locale === this.owner.locale && own === this.owner.words) this.words = words;
  }

  protected override willUpdate(): void {
    this.end.measure();
    this.moveFocus.hold();
    if (this.chat.phase !== 'open') this.confirmingEnd = false;
    this.lines = this.spoken.next(this.chat, this.words);
  }

  protected override updated(changed: PropertyValues): void {
    const before = (changed.get('chat') as ChatState | undefined) ?? this.chat;
    this.end.watch(this.log ?? undefined, this.log?.firstElementChild ?? undefined);
    if (lastOwnKey(this.chat) !== lastOwnKey(before)) this.end.toEnd();
    else if (before.entries[0] !== this.chat.entries[0]) this.end.keepPlace();
    if (changed.has('opened')) this.followScreen();
    if (this.opened) this.placeFocus(before.phase);
    this.onVisibility();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, chat, owner, locale } = this;
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
          locale,
          canHide: !owner.inline,
          onSave: () => void this.input.save(),
          onEnd: () => this.askEnd(),
          onHide: () => owner.hide(),
        })}
        ${signedInLine(chat, words, owner.customer?.name)}${waitingLine(chat, words, locale)}
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

  private renderStart(): TemplateResult {
    const { owner, input } = this;
    if (owner.form === 'none' || owner.customer?.name)
      return firstMessage({ ...this.shared, ...this.composing, onSend: () => input.startWithDraft() });
    const { name, topic } = input.typed;
    return startForm({
      ...this.shared,
      name,
      topic,
      onName: (name) => input.set({ name }),
      onTopic: (topic) => input.set({ topic }),
      onStart: () => input.start(),
    });
  }

  private renderChat(): TemplateResult {
    const { client, input } = this;
    const { note, score, comment } = input.typed;
    return chatRoom({
      ...this.shared,
      ...this.composing,
      note,
      score,
      comment,
      away: this.end.away,
      confirmingEnd: this.confirmingEnd,
      endTried: this.endTried,
      attachmentRules: this.chat.attachmentRules,
      onEarlier: () => void client?.loadEarlier(),
      onResend: (key) => client?.resend(key),
      onTakeBack: this.thenToFirst((key: string) => input.takeBack(key)),
      onSendInNewChat: this.thenToFirst(() => input.sendInNewChat()),
      onLatest: this.thenToFirst(() => this.end.toEnd()),
      onDismiss: this.thenToFirst(() => input.set({ note: '' })),
      onRetry: () => void client?.retry(),
      onEnd: () => this.endNow(),
      onKeepChatting: () => this.keepChatting(),
      onStartAgain: () => input.startAgain(),
      onSave: () => void input.save(),
      onScore: (score) => input.set({ score }),
      onComment: (comment) => input.set({ comment }),
      onRate: () => input.rate(),
    });
  }

  private get shared() {
    return { state: this.chat, words: this.words, locale: this.locale };
  }

  private get composing() {
    const { input } = this;
    return {
      draft: input.typed.draft,
      onDraft: (text: string) => input.write(text),
      onSend: () => input.send(),
      onFiles: (files: readonly File[]) => input.sendFiles(files),
    };
  }

  private thenToFirst<Parameters extends unknown[]>(work: (...parameters: Parameters) => void) {
    return (...parameters: Parameters): void => {
      work(...parameters);
      this.moveFocus.toFirst();
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
    // A chat that was over before anybody looked: there is nothing to be shown of it, nor to be asked about it.
    else if (chat.phase === 'ended' && !this.opened && chat.entries.length === 0 && !chat.rating) this.client?.reset();
  }

  private askEnd(): void {
    this.confirmingEnd = true;
    this.endTried = false;
    this.moveFocus.to('.question button');
  }

  private endNow(): void {
    this.endTried = true;
    if (!this.chat.ending) void this.client?.end();
  }

  private keepChatting(): void {
    this.confirmingEnd = false;
    this.moveFocus.toFirst();
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    if (this.confirmingEnd) this.keepChatting();
    else this.owner.hide();
  };

  private placeFocus(before: ChatState['phase']): void {
    const { phase, endedBy } = this.chat;
    const { held, isLost } = this.moveFocus;
    const hasEnded = phase === 'ended' && before !== phase;
    if (hasEnded && endedBy === 'customer') this.moveFocus.to('.again');
    // Not the button when the other side ended it: who is typing would press it.
    else if (hasEnded && held) this.moveFocus.to('.log');
    else if (isLost || (held && before !== phase && (before === 'new' || phase === 'new'))) this.moveFocus.toFirst();
  }

  /** What is on the screen is read, and only while somebody looks are the endpoints asked. */
  private readonly onVisibility = (): void => {
    const { phase, agents, entries } = this.chat;
    const seen = this.opened && document.visibilityState === 'visible';
    if (seen && !this.end.away) this.client?.markRead();
    const waiting = phase === 'open' && agents.length === 0 && entries.length > 0;
    this.client?.watchAvailability(seen && (phase === 'new' || waiting));
  };

  private followScreen(): void {
    this.stopFollowing?.();
    const { window } = this;
    this.stopFollowing = this.opened && window ? followVisibleArea(window) : undefined;
  }
}

/** Whoever writes wants to see it. */
function lastOwnKey({ entries }: ChatState): string | undefined {
  const last = entries.at(-1);
  return last?.kind === 'message' && last.from === 'me' ? last.key : undefined;
}

if (!customElements.get('flex-chat-window')) customElements.define('flex-chat-window', FlexChatWindow);
