import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { type ExecutionLog, fetchExecutions } from './control-api';
import { DESKTOP_STYLES } from './desktop.styles';

type Step = ExecutionLog['steps'][number];

const TIME = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The steps that the Studio flow took in this conversation. Looks again whenever `occasion` changes. */
export class FlowStrip extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    css`
      .head {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 10px;
        margin-bottom: 10px;
      }
      li {
        position: relative;
        padding: 0 0 12px 20px;
      }
      li::before {
        position: absolute;
        top: 7px;
        left: 2px;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--accent);
        content: '';
      }
      li:not(:last-child)::after {
        position: absolute;
        top: 17px;
        bottom: -5px;
        left: 5px;
        width: 2px;
        background: var(--line);
        content: '';
      }
      li.problem::before {
        background: var(--danger);
      }
      summary {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 10px;
        border-radius: 6px;
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover .widget {
        text-decoration: underline;
      }
      .widget {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .event {
        grid-column: 1 / -1;
      }
      pre {
        max-height: 320px;
        margin: 8px 0 0;
        padding: 10px 12px;
        overflow: auto;
        border-radius: 8px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        background: var(--other);
        font: 12.5px/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
      }
      .waiting::before {
        background: var(--surface);
        box-shadow: inset 0 0 0 2px var(--accent);
      }
    `,
  ];

  @property() conversationSid = '';
  @property({ attribute: false }) occasion: unknown;

  @state() private executions: ExecutionLog[] | undefined;
  @state() private problem = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('conversationSid')) this.executions = undefined;
    if (changed.has('conversationSid') || changed.has('occasion')) void this.look();
  }

  protected override render(): TemplateResult {
    if (this.problem) return html`<h3>Flow</h3><p class="alert">The steps could not be loaded.</p>`;
    if (!this.executions) return html`<h3>Flow</h3><p class="small muted">Loading…</p>`;
    if (this.executions.length === 0) return html`<h3>Flow</h3><p class="small muted">No flow ran in this chat.</p>`;
    return html`${this.executions.map((execution) => this.renderExecution(execution))}`;
  }

  private renderExecution({ flowName, status, steps, problems, waitingAt }: ExecutionLog): TemplateResult {
    return html`
      <div class="head">
        <h3>Flow ${flowName}</h3>
        <span class="small muted">${status === 'active' ? 'running' : 'ended'}</span>
      </div>
      <ol>
        ${steps.map((step) => this.renderStep(step))}
        ${problems.map(({ message, widget }) => html`<li class="problem"><span class="widget">${widget ?? 'Problem'}</span><p class="alert">${message}</p></li>`)}
        ${waitingAt ? html`<li class="waiting"><span class="widget">${waitingAt}</span><p class="small muted">waits for a reply</p></li>` : nothing}
      </ol>
    `;
  }

  private renderStep({ widget, event, next, at, context }: Step): TemplateResult {
    return html`
      <li>
        <details>
          <summary>
            <span class="widget">${widget}</span>
            <time class="small muted" datetime=${at}>${TIME.format(new Date(at))}</time>
            <span class="event small muted">${event} → ${next ?? 'end'}</span>
          </summary>
          <pre tabindex="0" aria-label="Variables after ${widget}">${JSON.stringify(context, null, 2)}</pre>
        </details>
      </li>
    `;
  }

  private async look(): Promise<void> {
    const sid = this.conversationSid;
    if (!sid) return;
    try {
      const executions = await fetchExecutions(sid);
      if (sid !== this.conversationSid) return;
      this.executions = executions;
      this.problem = false;
    } catch {
      this.problem = true;
    }
  }
}
