import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { AgentChat } from './agent-chat';
import type { AgentSession } from './agent-session';
import type { AgentTask } from './agent-task';
import { lineSummary } from './chat-line';
import { DESKTOP_STYLES } from './desktop.styles';
import { LIST_CARD_STYLES } from './list-card.styles';

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** One of several chats, with what was said last and how much of it is new. Fires `choose`. */
export class TaskCard extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    LIST_CARD_STYLES,
    css`
      .card {
        height: auto;
      }
      .card:hover {
        border-color: var(--accent);
      }
      .card[aria-current='true'] {
        border-color: var(--accent);
        background: var(--chosen);
      }
      .name {
        flex: 1;
      }
      .line {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .new {
        color: var(--text);
        font-weight: 600;
      }
      .draft {
        color: var(--warn);
      }
      .badge {
        flex: none;
        min-width: 20px;
        padding: 0 6px;
        border-radius: 10px;
        background: var(--accent);
        color: var(--on-accent);
        font-size: 12.5px;
        font-weight: 650;
        line-height: 20px;
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) task!: AgentTask;
  @property({ type: Boolean }) chosen = false;
  /** Changes whenever the session does. */
  @property({ attribute: false }) version = 0;

  protected override render(): TemplateResult {
    const { task, session, chosen } = this;
    const chat = session.chats.get(task.conversationSid ?? '');
    const last = chat?.lines.at(-1);
    return html`
      <button class="card" type="button" aria-current=${chosen ? 'true' : 'false'} @click=${this.choose}>
        <span class="row">
          <span class="name">${task.customer.name}</span>
          ${chat?.unread ? html`<span class="badge">${chat.unread}<span class="hidden"> new</span></span>` : nothing}
          ${task.status === 'wrapping' ? html`<span class="tag">Wrap-up</span>` : nothing}
          ${last && task.status !== 'wrapping' ? html`<time class="small muted">${TIME.format(last.at)}</time>` : nothing}
        </span>
        <span class="row small">${this.renderLast(chat)}</span>
      </button>
    `;
  }

  private renderLast(chat: AgentChat | undefined): TemplateResult {
    const last = chat?.lines.at(-1);
    const { topic, name } = this.task.customer;
    if (chat && chat.typing.length > 0) return html`<span class="line muted">${name} is typing…</span>`;
    if (chat?.draft && !this.chosen)
      return html`<span class="line"><span class="draft">Draft:</span> ${chat.draft}</span>`;
    const words = last ? `${last.from === 'me' ? 'You: ' : ''}${lineSummary(last)}` : topic;
    return html`<span class="line ${chat?.unread ? 'new' : 'muted'}">${words}</span>`;
  }

  private choose(): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: this.task.reservationSid }));
  }
}
