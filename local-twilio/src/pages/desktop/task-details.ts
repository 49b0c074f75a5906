import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { AgentTask } from './agent-task';
import { DESKTOP_STYLES } from './desktop.styles';

/** What the task's attributes say about the customer. */
export class TaskDetails extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    css`
      dl {
        display: grid;
        grid-template-columns: minmax(90px, auto) 1fr;
        gap: 6px 14px;
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

  @property({ attribute: false }) task!: AgentTask;

  protected override render(): TemplateResult {
    const { customerName, topic, language, verified, queueName, facts } = this.task;
    const rows: [string, string][] = [
      ['Name', customerName],
      ['Verified', verified ? 'yes, signed in' : 'no'],
      ['Topic', topic || 'not given'],
      ['Language', language || 'not given'],
      ['Queue', queueName],
      ...facts,
    ];
    return html`
      <h3>Customer</h3>
      <dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    `;
  }
}
