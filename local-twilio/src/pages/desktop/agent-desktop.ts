import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { AGENT_DESKTOP_STYLES } from './agent-desktop.styles';
import type { AgentSession } from './agent-session';
import type { AgentTask } from './agent-task';
import { DESKTOP_STYLES } from './desktop.styles';
import { CLOSE } from './icons';

type View = 'list' | 'chat' | 'details';

/** The three columns: chats, the chosen chat, what is known about it. On a narrow screen one of them at a time. */
export class AgentDesktop extends LitElement {
  static override styles = [DESKTOP_STYLES, AGENT_DESKTOP_STYLES];

  @property({ attribute: false }) session!: AgentSession;
  /** Changes whenever the session does. */
  @property({ attribute: false }) version = 0;

  @state() private chosenSid = '';
  @state() private view: View = 'list';
  @state() private switching = false;

  protected override willUpdate(): void {
    const { tasks, agent } = this.session;
    if (!tasks.some(({ reservationSid }) => reservationSid === this.chosenSid)) {
      this.chosenSid = tasks.find(({ status }) => status !== 'pending')?.reservationSid ?? '';
      this.view = 'list';
    }
    const news = tasks.filter(({ status }) => status === 'pending').length + this.unread;
    document.title = `${news > 0 ? `(${news}) ` : ''}${agent.name} · Agent desktop`;
  }

  protected override render(): TemplateResult {
    const { chosen } = this;
    const view = chosen ? this.view : 'list';
    return html`
      ${this.renderTop()}
      <div class="columns" data-view=${view}>
        <nav aria-label="Chats">${this.renderList()}</nav>
        <main>
          <div class="chat">${chosen ? this.renderChat(chosen) : this.renderNothing()}</div>
          <section class="about" aria-label="Details">${chosen ? this.renderDetails(chosen) : nothing}</section>
        </main>
      </div>
    `;
  }

  private renderTop(): TemplateResult {
    const { agent, available, activityName, connected } = this.session;
    return html`
      <header class="top">
        <h1 class="brand">Agent desktop</h1>
        <p class="agent">${agent.name}</p>
        <p class="activity" role="status" data-mood=${connected ? (available ? 'here' : 'away') : 'lost'}>
          <span class="dot" aria-hidden="true"></span>${connected ? activityName : 'Connecting…'}
        </p>
        <button
          class=${available ? 'secondary' : 'primary'}
          type="button"
          ?disabled=${!connected || this.switching}
          @click=${this.switchActivity}
        >
          ${available ? 'Go offline' : 'Go available'}
        </button>
      </header>
    `;
  }

  private renderList(): TemplateResult {
    const { tasks, available } = this.session;
    const offers = tasks.filter(({ status }) => status === 'pending');
    return html`
      <p class="hidden" role="status">${offers.map(({ customer, kind }) => `New ${kind} from ${customer.name}`).join('. ')}</p>
      <div class="notices" role="status">${this.renderNotice()}</div>
      ${
        tasks.length === 0
          ? html`<p class="empty muted">${available ? 'No chats. New ones appear here.' : 'You are offline and get no chats.'}</p>`
          : nothing
      }
      ${repeat(
        tasks,
        ({ reservationSid }) => reservationSid,
        (task) => this.renderCard(task),
      )}
    `;
  }

  private renderNotice(): TemplateResult | typeof nothing {
    const { notice } = this.session;
    if (!notice) return nothing;
    return html`
      <p class="notice small">
        <span>${notice}</span>
        <button type="button" aria-label="Dismiss" @click=${() => this.session.dismissNotice()}>${CLOSE}</button>
      </p>
    `;
  }

  private renderCard(task: AgentTask): TemplateResult {
    const { session, version } = this;
    const choose = ({ detail }: CustomEvent<string>) => this.choose(detail);
    if (task.status === 'pending') {
      return html`<offer-card .session=${session} .task=${task} .version=${version} @choose=${choose}></offer-card>`;
    }
    return html`
      <task-card
        .session=${session}
        .task=${task}
        .version=${version}
        ?chosen=${task.reservationSid === this.chosenSid}
        @choose=${choose}
      ></task-card>
    `;
  }

  private renderChat(task: AgentTask): TemplateResult {
    if (task.kind !== 'chat') {
      return html`${keyed(
        task.reservationSid,
        html`
          <call-pane
            .session=${this.session}
            .task=${task}
            .version=${this.version}
            @back=${() => this.show('list')}
            @details=${() => this.show('details')}
          ></call-pane>
        `,
      )}`;
    }
    return html`${keyed(
      task.reservationSid,
      html`
        <chat-pane
          .session=${this.session}
          .task=${task}
          .version=${this.version}
          @back=${() => this.show('list')}
          @details=${() => this.show('details')}
        ></chat-pane>
      `,
    )}`;
  }

  private renderNothing(): TemplateResult {
    return html`<p class="empty muted">Accept what is offered, or choose from the list.</p>`;
  }

  private renderDetails(task: AgentTask): TemplateResult {
    const sid = task.conversationSid ?? '';
    const chat = this.session.chats.get(sid);
    const occasion = `${chat?.lines.length} ${chat?.state} ${task.status}`;
    return html`
      <button class="back" type="button" @click=${() => this.show('chat')}>‹ Back to the ${task.kind}</button>
      <div class="part"><task-details .task=${task}></task-details></div>
      ${task.kind === 'chat' && task.hasNote ? this.renderNote(task) : nothing}
      ${task.kind !== 'chat' ? nothing : html`<div class="part"><flow-strip conversationSid=${sid} .occasion=${occasion}></flow-strip></div>`}
    `;
  }

  private renderNote(task: AgentTask): TemplateResult {
    const call = this.session.calls.get(task.taskSid);
    return html`<call-note .note=${call?.note} .task=${task} problem=${call?.noteProblem ?? ''}></call-note>`;
  }

  private get chosen(): AgentTask | undefined {
    const { tasks } = this.session;
    return tasks.find(({ reservationSid, status }) => reservationSid === this.chosenSid && status !== 'pending');
  }

  private get unread(): number {
    return [...this.session.chats.values()].reduce((sum, { unread }) => sum + unread, 0);
  }

  private choose(reservationSid: string): void {
    this.chosenSid = reservationSid;
    this.view = 'chat';
  }

  private show(view: View): void {
    this.view = view;
  }

  private async switchActivity(): Promise<void> {
    this.switching = true;
    await this.session.setAvailable(!this.session.available).catch(() => undefined);
    this.switching = false;
  }
}
