import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { AgentTask } from './agent-task';
import { DESKTOP_STYLES } from './desktop.styles';
import type { HandoffNote } from './handoff-note';

/** Why the customer called, as the assistant has told it. */
export class CallNote extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    css`
      section {
        padding: 14px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--chosen);
      }
      h3 {
        margin-bottom: 4px;
      }
      .summary {
        max-width: 65ch;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(84px, auto) minmax(0, 1fr);
        gap: 4px 14px;
        margin-top: 10px;
      }
      dt {
        color: var(--muted);
      }
      dd {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) note: HandoffNote | undefined;
  @property({ attribute: false }) task!: AgentTask;
  @property() problem = '';

  protected override render(): TemplateResult | typeof nothing {
    const { customer, kind } = this.task;
    const {
      reason,
      topic = customer.topic,
      summary = customer.summary,
      sentiment,
      collected = {},
    } = this.note?.note ?? {};
    // Beside a chat the details have the rest.
    const ofCall: [string, string | undefined][] = [
      ['Topic', topic],
      ['Mood', sentiment],
    ];
    const facts: [string, string | undefined][] = [
      ['Reason', summary || kind === 'chat' ? reason : ''],
      ...(kind === 'chat' ? [] : ofCall),
      ...Object.entries(collected).map(([name, value]): [string, string] => [inWords(name), value]),
    ];
    const shown = facts.filter(([, value]) => value !== undefined && value !== '');
    if (kind === 'chat' && shown.length === 0 && !this.problem) return nothing;
    return html`
      <section aria-labelledby="why">
        <h3 id="why">${kind === 'chat' ? 'Told to the assistant' : 'Why they call'}</h3>
        ${this.problem ? html`<p class="alert" role="alert">${this.problem}</p>` : nothing}
        ${kind === 'chat' ? nothing : html`<p class="summary">${summary || reason || 'The assistant has not said.'}</p>`}
        ${shown.length > 0 ? html`<dl>${shown.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>` : nothing}
      </section>
    `;
  }
}

/** `order_number` and `orderNumber` become `Order number`. */
function inWords(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
