import { css, html, LitElement, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { agentKey } from './agent-picker';
import { AgentSession } from './agent-session';
import { type Agent, fetchAgents } from './control-api';
import { DESKTOP_STYLES } from './desktop.styles';

/** The whole page: finds out which agent it is for, and connects. */
export class AgentApp extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    css`
      .message {
        padding: 20vh 20px;
        text-align: center;
      }
    `,
  ];

  @state() private agents: Agent[] | undefined;
  @state() private session: AgentSession | undefined;
  @state() private problem = '';
  @state() private version = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.begin();
  }

  protected override render(): TemplateResult {
    if (this.problem) return html`<p class="message" role="alert">${this.problem}</p>`;
    if (this.session) return html`<agent-desktop .session=${this.session} .version=${this.version}></agent-desktop>`;
    if (this.agents) return html`<agent-picker .agents=${this.agents}></agent-picker>`;
    return html`<p class="message muted" role="status">Loading…</p>`;
  }

  private async begin(): Promise<void> {
    try {
      const agents = await fetchAgents();
      const wanted = new URLSearchParams(location.search).get('agent')?.toLowerCase();
      const agent = agents.find((one) => agentKey(one) === wanted || one.workerSid.toLowerCase() === wanted);
      if (!agent) {
        this.agents = agents;
        return;
      }
      document.title = `${agent.name} · Agent desktop`;
      const colleagues = agents.filter((one) => one !== agent);
      const session = new AgentSession(agent, colleagues, () => {
        this.version += 1;
      });
      await session.start();
      this.session = session;
    } catch {
      this.problem = 'The local Twilio does not answer. Is it still running? Then reload this page.';
    }
  }
}
