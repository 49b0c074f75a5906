import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { AgentSession } from './agent-session';
import type { AgentTask } from './agent-task';
import { DESKTOP_STYLES } from './desktop.styles';
import { clockDuration } from './duration';
import { LIST_CARD_STYLES } from './list-card.styles';
import { Ticking } from './ticking';

/** A chat that this agent may take, and for how long. Fires `choose` when it is accepted. */
export class OfferCard extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    LIST_CARD_STYLES,
    css`
      .card {
        border: 2px solid var(--accent);
      }
      .name {
        overflow-wrap: anywhere;
        white-space: normal;
      }
      .topic {
        overflow-wrap: anywhere;
      }
      .summary {
        display: -webkit-box;
        overflow: hidden;
        overflow-wrap: anywhere;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 4;
      }
      .tag {
        background: var(--accent);
        color: var(--on-accent);
        font-weight: 600;
      }
      progress {
        width: 100%;
        height: 6px;
        margin-top: 6px;
        border: 0;
        border-radius: 3px;
        background: var(--other);
        appearance: none;
      }
      progress::-webkit-progress-bar {
        border-radius: 3px;
        background: var(--other);
      }
      progress::-webkit-progress-value {
        border-radius: 3px;
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        border-radius: 3px;
        background: var(--accent);
      }
      .soon {
        color: var(--warn);
        font-weight: 600;
      }
      .soon progress::-webkit-progress-value {
        background: var(--warn);
      }
      .soon progress::-moz-progress-bar {
        background: var(--warn);
      }
      .choices {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) task!: AgentTask;
  /** Changes whenever the session does. */
  @property({ attribute: false }) version = 0;

  constructor() {
    super();
    new Ticking(this);
  }

  protected override render(): TemplateResult {
    const { task, session } = this;
    const { customer, queueName, waitingSince, reservationSid, offerMilliseconds } = task;
    const wish = session.wishes.get(reservationSid);
    const problem = session.problems.get(reservationSid);
    return html`
      <article class="card" aria-label=${`Offered ${task.kind}`}>
        <p class="row">
          <span class="name">${customer.name}</span>
          <span class="tag">${session.declined.has(task.taskSid) ? 'Offered again' : `New ${task.kind}`}</span>
        </p>
        ${customer.topic ? html`<p class="topic">${customer.topic}</p>` : nothing}
        ${customer.summary ? html`<p class="small summary">${customer.summary}</p>` : nothing}
        <p class="small muted">Waiting for ${clockDuration(Date.now() - waitingSince.getTime())} · ${queueName}</p>
        <div class=${this.left < SOON_MS ? 'soon' : ''}>
          <progress aria-label="Time left to accept" max=${offerMilliseconds} value=${this.left}></progress>
          <p class="small">Accept within <span class="left">${clockDuration(this.left)}</span></p>
        </div>
        ${problem ? html`<p class="alert" role="alert">${problem}</p>` : nothing}
        <div class="choices">
          <button class="secondary" type="button" ?disabled=${wish !== undefined} @click=${() => session.decline(task)}>
            ${wish === 'decline' ? 'Declining…' : 'Decline'}
          </button>
          <button class="primary" type="button" ?disabled=${wish !== undefined} @click=${this.accept}>
            ${wish === 'accept' ? 'Accepting…' : 'Accept'}
          </button>
        </div>
      </article>
    `;
  }

  /** The two clocks need not agree. */
  private get left(): number {
    const { offeredUntil, offerMilliseconds } = this.task;
    return Math.min(Math.max(0, offeredUntil.getTime() - Date.now()), offerMilliseconds);
  }

  private accept(): void {
    void this.session.accept(this.task);
    this.dispatchEvent(new CustomEvent('choose', { detail: this.task.reservationSid }));
  }
}

const SOON_MS = 20_000;
