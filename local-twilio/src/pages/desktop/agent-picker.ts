import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Agent } from './control-api';
import { DESKTOP_STYLES } from './desktop.styles';

/** Who are you? Each agent can be opened in a tab of its own. */
export class AgentPicker extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    css`
      main {
        max-width: 420px;
        margin: 0 auto;
        padding: 18vh 20px 20px;
      }
      h1 {
        margin-bottom: 4px;
        font-size: 24px;
        letter-spacing: -0.01em;
      }
      ul {
        display: grid;
        gap: 10px;
        margin-top: 24px;
      }
      a {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 14px 16px;
        border: 1px solid var(--line);
        border-radius: 14px;
        background: var(--surface);
        color: inherit;
        font-weight: 600;
        text-decoration: none;
      }
      a:hover {
        border-color: var(--accent);
      }
      .initial {
        display: grid;
        place-items: center;
        width: 36px;
        height: 36px;
        border-radius: 50%;
        background: var(--accent);
        color: var(--on-accent);
      }
    `,
  ];

  @property({ attribute: false }) agents: Agent[] = [];

  protected override render(): TemplateResult {
    return html`
      <main>
        <h1>Agent desktop</h1>
        <p class="muted">Who are you? Open another agent in a second tab to transfer chats.</p>
        <ul>
          ${this.agents.map(
            (agent) => html`
              <li>
                <a href="?agent=${agentKey(agent)}"><span class="initial" aria-hidden="true">${agent.name[0]}</span>${agent.name}</a>
              </li>
            `,
          )}
        </ul>
      </main>
    `;
  }
}

/** The first name in small letters, as `?agent=` wants it. */
export const agentKey = ({ name }: Agent): string => (name.split(' ')[0] ?? name).toLowerCase();
