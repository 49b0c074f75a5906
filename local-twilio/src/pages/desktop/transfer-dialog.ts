import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { AgentSession } from './agent-session';
import { DESKTOP_STYLES } from './desktop.styles';
import type { Directory } from './directory';

export interface TransferTarget {
  sid: string;
  name: string;
}

/** To whom a chat can be handed over: agents and queues, as they are now. Fires `transfer` with the choice. */
export class TransferDialog extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    css`
      dialog {
        width: min(440px, 92vw);
        max-height: 80vh;
        padding: 20px;
        overflow-y: auto;
        border: 1px solid var(--line);
        border-radius: 16px;
        background: var(--surface);
        color: var(--text);
      }
      dialog::backdrop {
        background: rgb(10 18 18 / 50%);
      }
      h2 {
        margin-bottom: 4px;
        font-size: 18px;
      }
      h3 {
        margin: 18px 0 8px;
        color: var(--muted);
        font-size: 13px;
      }
      ul {
        display: grid;
        gap: 6px;
      }
      li button {
        display: flex;
        align-items: center;
        gap: 10px;
        width: 100%;
        min-height: 46px;
        border: 1px solid var(--line);
        border-radius: 10px;
        text-align: left;
      }
      li button:hover {
        border-color: var(--accent);
        background: var(--chosen);
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
        font-weight: 600;
      }
      .dot {
        flex: none;
        width: 9px;
        height: 9px;
        border-radius: 50%;
        background: var(--muted);
      }
      .here {
        background: var(--good);
      }
      .actions {
        display: flex;
        justify-content: flex-end;
        margin-top: 18px;
      }
    `,
  ];

  @property({ attribute: false }) session!: AgentSession;
  @property() customerName = '';

  @state() private directory: Directory | undefined;
  @state() private problem = false;
  @state() private open = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  /** Opens it, and looks who is there. */
  async show(): Promise<void> {
    this.directory = undefined;
    this.problem = false;
    this.open = true;
    await this.updateComplete;
    this.dialog?.showModal();
    try {
      this.directory = await this.session.directory();
    } catch {
      this.problem = true;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.open) return nothing;
    return html`
      <dialog aria-labelledby="title" @close=${this.closed}>
        <h2 id="title">Hand over the chat of ${this.customerName}</h2>
        <p class="small muted">Whoever takes it sees all that was said.</p>
        ${this.renderDirectory()}
        <div class="actions">
          <button class="secondary" type="button" @click=${() => this.dialog?.close()}>Cancel</button>
        </div>
      </dialog>
    `;
  }

  private renderDirectory(): TemplateResult {
    if (this.problem) return html`<p class="alert" role="alert">Agents and queues could not be loaded. Try again.</p>`;
    if (!this.directory) return html`<p class="small muted" role="status">Looking who is there…</p>`;
    const { colleagues, queues } = this.directory;
    return html`
      <h3>Agents</h3>
      <ul>
        ${colleagues.map(
          ({ workerSid, name, available, activityName }) => html`
            <li>
              <button type="button" aria-label="To ${name}, ${activityName}" @click=${() => this.choose({ sid: workerSid, name })}>
                <span class="dot ${available ? 'here' : ''}" aria-hidden="true"></span>
                <span class="name">${name}</span>
                <span class="small muted">${activityName}</span>
              </button>
            </li>
          `,
        )}
      </ul>
      <h3>Queues</h3>
      <ul>
        ${queues.map(
          ({ sid, name }) => html`
            <li>
              <button type="button" aria-label="To queue ${name}" @click=${() => this.choose({ sid, name })}>
                <span class="name">${name}</span>
              </button>
            </li>
          `,
        )}
      </ul>
    `;
  }

  private choose(target: TransferTarget): void {
    this.dialog?.close();
    this.dispatchEvent(new CustomEvent('transfer', { detail: target }));
  }

  private closed(): void {
    this.open = false;
  }
}
