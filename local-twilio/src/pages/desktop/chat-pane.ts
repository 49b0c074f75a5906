import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AgentChat, ChatLine } from './agent-chat';
import type { AgentSession } from './agent-session';
import type { AgentTask } from './agent-task';
import { CHAT_PANE_STYLES } from './chat-pane.styles';
import { DESKTOP_STYLES } from './desktop.styles';

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** The chat of one task, with what one can do about it. Fires `back` and `details` on narrow screens. */
export class ChatPane extends LitElement {
  static override styles = [DESKTOP_STYLES, CHAT_PANE_STYLES];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) task!: AgentTask;
  /** Changes whenever the session does. */
  @property({ attribute: false }) version = 0;

  @query('.log') private readonly log!: HTMLElement | null;
  private atEnd = true;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.look);
  }

  protected override willUpdate(): void {
    const { log } = this;
    this.atEnd = !log || log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  }

  protected override updated(): void {
    if (this.log && this.atEnd) this.log.scrollTop = this.log.scrollHeight;
    // The Accept button has gone, and the focus with it.
    if (document.activeElement === document.body) this.renderRoot.querySelector('textarea')?.focus();
    this.look();
  }

  protected override render(): TemplateResult {
    const { task, chat } = this;
    return html`
      <header>
        <button class="narrow" type="button" aria-label="Back to the list" @click=${() => this.fire('back')}>‹</button>
        <div class="who">
          <h2>${task.customerName}</h2>
          <p class="small muted" role="status">${this.status(chat)}</p>
        </div>
        <button class="narrow" type="button" @click=${() => this.fire('details')}>Details</button>
        ${this.renderActions()}
      </header>
      ${this.renderProblem(chat)}
      <div class="log" role="log" aria-label="Messages" tabindex="0">
        ${repeat(
          groupLines(chat?.lines ?? []),
          ([first]) => first?.key,
          (lines) => this.renderGroup(lines),
        )}
        ${chat && chat.typing.length > 0 ? html`<p class="typing">${this.nameOf(chat.typing[0] ?? '')} is typing…</p>` : nothing}
      </div>
      ${chat?.state === 'open' && task.status === 'accepted' ? this.renderComposer(chat) : this.renderClosed(chat)}
    `;
  }

  private renderActions(): TemplateResult {
    const { task, session } = this;
    const wish = session.wishes.get(task.reservationSid);
    if (task.status === 'wrapping') {
      return html`
        <button class="primary" type="button" ?disabled=${wish === 'complete'} @click=${() => session.complete(task)}>
          ${wish === 'complete' ? 'Completing…' : 'Complete'}
        </button>
      `;
    }
    const busy = wish !== undefined;
    return html`
      <div class="actions">
        ${
          wish === 'transfer'
            ? html`<button class="secondary" type="button" @click=${() => session.cancelTransfer(task)}>Take back</button>`
            : this.renderTransfer(busy)
        }
        <button class="secondary" type="button" ?disabled=${busy} @click=${() => session.leave(task)}>
          ${wish === 'leave' ? 'Leaving…' : 'Leave'}
        </button>
        <button class="danger" type="button" ?disabled=${busy} @click=${() => session.end(task)}>
          ${wish === 'end' ? 'Ending…' : 'End chat'}
        </button>
      </div>
    `;
  }

  private renderTransfer(busy: boolean): TemplateResult {
    return html`
      <details class="menu" @keydown=${closeOnEscape} @focusout=${closeOnLeaving}>
        <summary class="secondary" role="button">Transfer</summary>
        <ul>
          ${this.session.colleagues.map(
            ({ name, workerSid }) => html`
              <li><button type="button" ?disabled=${busy} @click=${() => this.transfer(workerSid)}>To ${name}</button></li>
            `,
          )}
        </ul>
      </details>
    `;
  }

  private renderProblem(chat: AgentChat | undefined): TemplateResult | typeof nothing {
    const problem = this.session.problems.get(this.task.reservationSid) || chat?.problem;
    return problem ? html`<p class="alert bar" role="alert">${problem}</p>` : nothing;
  }

  private renderGroup(lines: ChatLine[]): TemplateResult {
    const first = lines[0];
    const last = lines.at(-1);
    if (!first || !last) return html``;
    return html`
      <div class="group ${first.from}">
        <p class="author small muted">${this.authorOf(first)} · ${TIME.format(last.at)}</p>
        ${lines.map(({ text }) => html`<p class="bubble" dir="auto">${text}</p>`)}
      </div>
    `;
  }

  private renderComposer(chat: AgentChat): TemplateResult {
    const send = (event: Event) => {
      event.preventDefault();
      void chat.send();
    };
    const onKeydown = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
    };
    return html`
      <form class="composer" @submit=${send}>
        <textarea
          rows="2"
          aria-label="Your message"
          placeholder="Write to ${this.task.customerName}"
          .value=${chat.draft}
          @input=${(event: Event) => chat.type((event.target as HTMLTextAreaElement).value)}
          @keydown=${onKeydown}
        ></textarea>
        <button class="primary" type="submit" ?disabled=${chat.draft.trim() === ''}>Send</button>
      </form>
    `;
  }

  private renderClosed(chat: AgentChat | undefined): TemplateResult {
    const text =
      this.task.status === 'wrapping'
        ? 'This chat is over. Complete it when you have finished your work on it.'
        : chat?.state === 'closed'
          ? 'The customer has ended the chat.'
          : 'Opening the conversation…';
    return html`<p class="closed muted">${text}</p>`;
  }

  private status(chat: AgentChat | undefined): string {
    const { task, session } = this;
    if (!session.connected) return 'Connection lost. Trying again…';
    if (session.wishes.get(task.reservationSid) === 'transfer')
      return 'Transfer requested. You stay until somebody accepts.';
    if (task.status === 'wrapping') return 'Wrap-up';
    return chat?.state === 'open' ? 'In chat' : 'Connecting…';
  }

  private authorOf(line: ChatLine): string {
    if (line.from === 'me') return 'You';
    return line.from === 'flow' ? 'Flow' : this.nameOf(line.identity);
  }

  private nameOf(identity: string): string {
    const colleague = this.session.colleagues.find((agent) => agent.identity === identity);
    return colleague?.name ?? this.chat?.names.get(identity) ?? this.task.customerName;
  }

  private transfer(workerSid: string): void {
    this.renderRoot.querySelector('details')?.removeAttribute('open');
    const colleague = this.session.colleagues.find((agent) => agent.workerSid === workerSid);
    if (colleague) void this.session.transfer(this.task, colleague);
  }

  private readonly look = (): void => {
    if (document.visibilityState === 'visible') this.chat?.markRead();
  };

  private fire(type: 'back' | 'details'): void {
    this.dispatchEvent(new CustomEvent(type));
  }

  private get chat(): AgentChat | undefined {
    return this.session.chats.get(this.task.conversationSid ?? '');
  }
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  const menu = event.currentTarget as HTMLDetailsElement;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

function closeOnLeaving(event: FocusEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (!(event.relatedTarget instanceof Node && menu.contains(event.relatedTarget))) menu.open = false;
}

/** Lines of one author that follow each other within five minutes. */
function groupLines(lines: ChatLine[]): ChatLine[][] {
  const groups: ChatLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1)?.at(-1);
    const same = last && last.identity === line.identity && line.at.getTime() - last.at.getTime() < 300_000;
    if (same) groups.at(-1)?.push(line);
    else groups.push([line]);
  }
  return groups;
}
