import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { AgentSession } from './agent-session';
import type { AgentTask } from './agent-task';
import { DESKTOP_STYLES } from './desktop.styles';
import { clockDuration } from './duration';

/** One chat in the list: an offer with its countdown, or a chat that one can choose. Fires `choose`. */
export class TaskCard extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    css`
      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 4px;
        width: 100%;
        padding: 12px 14px;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--surface);
        text-align: left;
      }
      .row > .name {
        min-width: 0;
      }
      button.card {
        height: auto;
      }
      button.card:hover {
        border-color: var(--accent);
      }
      .card[aria-current='true'] {
        border-color: var(--accent);
        background: var(--chosen);
      }
      .offer {
        border: 2px solid var(--accent);
      }
      .row {
        display: flex;
        align-items: baseline;
        gap: 8px;
        justify-content: space-between;
      }
      .name {
        overflow: hidden;
        font-weight: 650;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .line {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .topic {
        overflow-wrap: anywhere;
      }
      .badge,
      .tag {
        flex: none;
        padding: 0 8px;
        border-radius: 10px;
        font-size: 12.5px;
        line-height: 20px;
      }
      .badge {
        background: var(--accent);
        color: var(--on-accent);
        font-weight: 650;
      }
      .tag {
        background: var(--other);
        color: var(--muted);
      }
      progress {
        width: 100%;
        height: 5px;
        margin: 6px 0 2px;
        border: 0;
        border-radius: 3px;
        background: var(--other);
        appearance: none;
      }
      progress::-webkit-progress-bar {
        background: var(--other);
        border-radius: 3px;
      }
      progress::-webkit-progress-value {
        background: var(--accent);
        border-radius: 3px;
      }
      progress::-moz-progress-bar {
        background: var(--accent);
        border-radius: 3px;
      }
      .choices {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
        margin-top: 6px;
      }
    `,
  ];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) task!: AgentTask;
  @property({ type: Boolean }) chosen = false;
  /** Changes whenever the session does. */
  @property({ attribute: false }) version = 0;

  private timer: ReturnType<typeof setInterval> | undefined;
  private offeredFor = 1;

  override connectedCallback(): void {
    super.connectedCallback();
    this.offeredFor = Math.max(1, this.task.offeredUntil.getTime() - Date.now());
    this.timer = setInterval(() => this.task.status === 'pending' && this.requestUpdate(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  protected override render(): TemplateResult {
    return this.task.status === 'pending' ? this.renderOffer() : this.renderChat();
  }

  private renderOffer(): TemplateResult {
    const { task, session } = this;
    const wish = session.wishes.get(task.reservationSid);
    const left = task.offeredUntil.getTime() - Date.now();
    return html`
      <article class="card offer" aria-label="Offered chat">
        <p class="row"><span class="name">${task.customerName}</span><span class="tag">New chat</span></p>
        ${task.topic ? html`<p class="topic">${task.topic}</p>` : nothing}
        <p class="small muted">Waiting for ${clockDuration(Date.now() - task.waitingSince.getTime())} · ${task.queueName}</p>
        <progress aria-label="Time left to accept" max=${this.offeredFor} value=${Math.max(0, left)}></progress>
        <p class="small muted">Accept within ${clockDuration(left)}</p>
        ${this.renderProblem()}
        <div class="choices">
          <button class="secondary" type="button" ?disabled=${wish !== undefined} @click=${() => session.decline(task)}>Decline</button>
          <button class="primary" type="button" ?disabled=${wish !== undefined} @click=${this.accept}>
            ${wish === 'accept' ? 'Accepting…' : 'Accept'}
          </button>
        </div>
      </article>
    `;
  }

  private renderChat(): TemplateResult {
    const { task, session, chosen } = this;
    const chat = session.chats.get(task.conversationSid ?? '');
    const last = chat?.lines.at(-1);
    return html`
      <button class="card" type="button" aria-current=${chosen ? 'true' : 'false'} @click=${this.choose}>
        <span class="row">
          <span class="name">${task.customerName}</span>
          ${task.status === 'wrapping' ? html`<span class="tag">Wrap-up</span>` : nothing}
          ${chat?.unread ? html`<span class="badge">${chat.unread}<span class="hidden"> new</span></span>` : nothing}
        </span>
        <span class="small muted line">${last?.text ?? task.topic}</span>
      </button>
    `;
  }

  private renderProblem(): TemplateResult | typeof nothing {
    const problem = this.session.problems.get(this.task.reservationSid);
    return problem ? html`<p class="alert" role="alert">${problem}</p>` : nothing;
  }

  private accept(): void {
    void this.session.accept(this.task);
    this.choose();
  }

  private choose(): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: this.task.reservationSid }));
  }
}
