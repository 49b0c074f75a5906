import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { AgentTask } from './agent-task';
import type { CustomerFacts, Fact } from './customer-facts';
import { DESKTOP_STYLES } from './desktop.styles';
import { clockDuration } from './duration';
import { PERSON, SHIELD } from './icons';
import { Ticking } from './ticking';

/** What the task's attributes say about the customer. Whatever changes while one looks is marked and said. */
export class TaskDetails extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    css`
      .who {
        display: flex;
        align-items: center;
        gap: 12px;
      }
      .initial {
        display: grid;
        flex: none;
        place-items: center;
        width: 42px;
        height: 42px;
        border-radius: 50%;
        background: var(--chosen);
        color: var(--accent);
        font-size: 18px;
        font-weight: 650;
      }
      .name {
        font-size: 16px;
        font-weight: 650;
        overflow-wrap: anywhere;
      }
      .verified,
      .unverified {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        font-size: 13px;
      }
      .verified {
        color: var(--accent);
        font-weight: 600;
      }
      .verified svg {
        width: 16px;
        height: 16px;
      }
      .unverified {
        color: var(--muted);
      }
      h3 {
        margin: 18px 0 6px;
        color: var(--muted);
        font-size: 13px;
        font-weight: 600;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(84px, auto) minmax(0, 1fr);
        gap: 6px 14px;
        margin-top: 14px;
      }
      h3 + dl {
        margin-top: 0;
      }
      dt {
        color: var(--muted);
      }
      dd,
      .text {
        overflow-wrap: anywhere;
      }
      .text {
        white-space: pre-wrap;
      }
      .changed {
        border-radius: 4px;
        background: var(--chosen);
        box-shadow: 0 0 0 4px var(--chosen);
      }
      .stars {
        color: var(--warn);
        letter-spacing: 2px;
      }
    `,
  ];

  @property({ attribute: false }) task!: AgentTask;

  /** Names of what has changed since the chat was chosen. */
  private readonly changed = new Set<string>();
  private known = new Map<string, string>();

  constructor() {
    super();
    new Ticking(this);
  }

  protected override willUpdate(properties: PropertyValues<this>): void {
    if (!properties.has('task')) return;
    const now = new Map(this.rows());
    const same = properties.get('task')?.reservationSid === this.task.reservationSid;
    if (!same) this.changed.clear();
    else for (const [name, value] of now) if (this.known.get(name) !== value) this.changed.add(name);
    this.known = now;
  }

  protected override render(): TemplateResult {
    const { customer, kind } = this.task;
    const others = customer.others.filter(([name]) => kind === 'chat' || name !== 'Sentiment');
    return html`
      <h2 class="hidden">Customer</h2>
      <div class="who">
        <span class="initial" aria-hidden="true">${/^\p{L}/u.exec(customer.name)?.[0].toUpperCase() ?? PERSON}</span>
        <div>
          <p class="name"><span class=${this.mark('Name')}>${customer.name}</span></p>
          ${
            kind === 'chat' || customer.verified
              ? html`
                <p class=${customer.verified ? 'verified' : 'unverified'}>
                  ${customer.verified ? SHIELD : nothing}
                  <span class=${this.mark('Signed in')}>${signedIn(customer)}</span>
                </p>
              `
              : nothing
          }
        </div>
      </div>
      ${this.renderFacts(shownFacts(this.task), true)}
      ${customer.summary && kind === 'chat' ? html`<h3>Summary</h3><p class="text ${this.mark('Summary')}">${customer.summary}</p>` : nothing}
      ${customer.rating ? this.renderRating(customer.rating) : nothing}
      ${customer.typed.length > 0 ? html`<h3>What the customer entered</h3>${this.renderFacts(customer.typed)}` : nothing}
      ${others.length > 0 ? html`<h3>More</h3>${this.renderFacts(others)}` : nothing}
      <p class="hidden" role="status">${this.words()}</p>
    `;
  }

  private renderFacts(facts: Fact[], withTimes = false): TemplateResult {
    return html`
      <dl>
        ${facts.map(([name, value]) => html`<dt>${name}</dt><dd><span class=${this.mark(name)}>${value}</span></dd>`)}
        ${withTimes ? html`<dt>${this.task.status === 'wrapping' ? 'Began' : 'In touch'}</dt><dd>${times(this.task)}</dd>` : nothing}
      </dl>
    `;
  }

  private renderRating({ score, comment }: NonNullable<CustomerFacts['rating']>): TemplateResult {
    const stars = '★'.repeat(Math.min(5, Math.max(0, Math.round(score))));
    return html`
      <h3>Rating</h3>
      <p class=${this.mark('Rating')}>
        <span class="stars" aria-hidden="true">${stars.padEnd(5, '☆')}</span> ${score} of 5
      </p>
      ${comment ? html`<p class="text ${this.mark('Rating')}">${comment}</p>` : nothing}
    `;
  }

  private words(): string {
    return [...this.changed].map((name) => `${name}: ${this.known.get(name) ?? ''}`).join('. ');
  }

  private mark(name: string): string {
    return this.changed.has(name) ? 'changed' : '';
  }

  /** All that may change, by name. */
  private rows(): Fact[] {
    const { customer } = this.task;
    const { rating } = customer;
    return [
      ['Name', customer.name],
      ['Signed in', signedIn(customer)],
      ...shownFacts(this.task),
      ['Summary', customer.summary],
      ['Rating', rating ? `${rating.score} of 5${rating.comment ? `, ${rating.comment}` : ''}` : ''],
      ...customer.typed,
      ...customer.others,
    ];
  }
}

const signedIn = ({ verified }: CustomerFacts) => (verified ? 'Verified, signed in' : 'Not signed in');

/** Why a caller calls stands above the talk: call-note.ts. */
function shownFacts({ customer, queueName, kind }: AgentTask): Fact[] {
  const facts: Fact[] = [
    ['Topic', kind === 'chat' ? customer.topic : ''],
    ['Language', language(customer.language)],
    ['Site', customer.site],
    ['Queue', queueName],
    ['Message', customer.messageLeft ? 'Left a message, does not wait' : ''],
  ];
  return facts.filter(([, value]) => value !== '');
}

/** `German` for `de`; the tag as it is where nobody knows it. */
function language(tag: string): string {
  if (tag === '') return '';
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function times({ waitingSince, takenAt }: AgentTask): string {
  if (!takenAt) return new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(waitingSince);
  const waited = clockDuration(takenAt.getTime() - waitingSince.getTime());
  return `for ${clockDuration(Date.now() - takenAt.getTime())}, waited ${waited}`;
}
