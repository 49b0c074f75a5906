import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AgentCall } from './agent-call';
import type { AgentSession } from './agent-session';
import type { AgentTask } from './agent-task';
import { CALL_PANE_STYLES } from './call-pane.styles';
import { CHAT_PANE_STYLES } from './chat-pane.styles';
import { DESKTOP_STYLES } from './desktop.styles';
import { clockDuration } from './duration';
import { Ticking } from './ticking';

interface Said {
  key: string;
  who: 'caller' | 'bot' | 'me';
  text: string;
}

/** The call of one task: why it came, what was said, and the line to the caller. Fires `back` and `details` on narrow screens. */
export class CallPane extends LitElement {
  static override styles = [DESKTOP_STYLES, CHAT_PANE_STYLES, CALL_PANE_STYLES];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) task!: AgentTask;
  /** Changes whenever the session does. */
  @property({ attribute: false }) version = 0;

  @query('.log') private readonly log!: HTMLElement | null;
  @query('input') private readonly field!: HTMLInputElement | null;
  private lines = 0;

  constructor() {
    super();
    new Ticking(this);
  }

  protected override updated(): void {
    const lines = (this.call?.lines.length ?? 0) + (this.call?.note?.transcript.length ?? 0);
    if (this.log && lines !== this.lines) this.log.scrollTop = this.log.scrollHeight;
    this.lines = lines;
    // The Accept button has gone, and the focus with it.
    if (document.activeElement === document.body) this.field?.focus();
  }

  protected override render(): TemplateResult {
    const { task, call } = this;
    return html`
      <header>
        <button class="narrow" type="button" aria-label="Back to the list" @click=${() => this.fire('back')}>‹</button>
        <div class="who">
          <h2>${task.customer.name}</h2>
          <p class="small muted"><span role="status">${this.status(call)}</span>${this.lasted()}</p>
        </div>
        <button class="details" type="button" @click=${() => this.fire('details')}>Details</button>
        ${this.renderActions()}
      </header>
      ${this.renderProblem()}
      <call-note .note=${call?.note} .task=${task} problem=${call?.noteProblem ?? ''}></call-note>
      ${this.renderLog(call)}
      ${call?.state === 'open' && task.status === 'accepted' ? this.renderComposer(call) : html`<p class="closed muted">${this.ending()}</p>`}
    `;
  }

  private renderLog(call: AgentCall | undefined): TemplateResult {
    const transcript = call?.note?.transcript ?? [];
    const before = transcript.map(({ who, text, at }, index): Said => ({ key: `${at} ${index}`, who, text }));
    const now = (call?.lines ?? []).map(({ key, from, text }): Said => ({ key: `now ${key}`, who: from, text }));
    return html`
      <div class="log" role="log" aria-label="What was said" tabindex="0">
        ${before.length > 0 ? html`<p class="divider">With the assistant</p>` : nothing}
        ${this.renderLines(before)}
        ${this.task.kind === 'call' ? html`<p class="divider">With you</p>` : nothing}
        ${this.renderLines(now)}
      </div>
    `;
  }

  private renderLines(lines: Said[]): unknown {
    const names = { caller: this.task.customer.name, bot: 'Assistant', me: 'You' };
    return repeat(
      lines,
      ({ key }) => key,
      ({ who, text }) => html`
        <div class="line ${who}">
          <p class="small muted">${names[who]}</p>
          <p class="bubble" dir="auto">${text}</p>
        </div>
      `,
    );
  }

  private renderComposer(call: AgentCall): TemplateResult {
    return html`
      <form @submit=${(event: Event) => this.say(event, call)}>
        <input
          aria-label="What you say"
          placeholder="Type what you say"
          autocomplete="off"
          .value=${call.draft}
          @input=${(event: Event) => {
            call.draft = (event.target as HTMLInputElement).value;
            this.requestUpdate();
          }}
        />
        <button class="primary" type="submit" ?disabled=${call.draft.trim() === ''}>Say</button>
      </form>
      <p class="hint small muted">Lines of text stand for your headset here: the caller hears what you type.</p>
    `;
  }

  private renderActions(): TemplateResult {
    const { task, session } = this;
    const wish = session.wishes.get(task.reservationSid);
    if (task.status === 'wrapping') {
      return html`
        <button class="primary" type="button" ?disabled=${wish === 'complete'} @click=${() => session.complete(task)}>
          ${wish === 'complete' ? 'Completing…' : 'Complete'}
        </button>
      `;
    }
    if (task.kind === 'callback') {
      return html`
        <button class="primary" type="button" ?disabled=${wish !== undefined} @click=${() => session.end(task)}>
          ${wish === 'end' ? 'Wrapping up…' : 'Wrap up'}
        </button>
      `;
    }
    return html`
      <div class="actions">
        <button class="danger" type="button" ?disabled=${wish !== undefined} @click=${() => session.end(task)}>
          ${wish === 'end' ? 'Hanging up…' : 'Hang up'}
        </button>
      </div>
    `;
  }

  private renderProblem(): TemplateResult | typeof nothing {
    const problem = this.session.problems.get(this.task.reservationSid);
    return problem ? html`<p class="alert bar" role="alert">${problem}</p>` : nothing;
  }

  private status(call: AgentCall | undefined): string {
    if (!this.session.connected) return 'Connection lost. Trying again…';
    if (this.task.status === 'wrapping') return 'Wrap-up';
    if (this.task.kind === 'callback') return 'Waits for your call';
    return call?.state === 'open' ? 'In a call' : 'Connecting…';
  }

  private lasted(): string {
    const { takenAt } = this.task;
    return takenAt ? ` · ${clockDuration(Date.now() - takenAt.getTime())}` : '';
  }

  private ending(): string {
    const { status, kind, numberToCall } = this.task;
    if (status === 'wrapping') return 'The call is over. Complete it when you have finished your work on it.';
    return kind === 'callback' ? `Call ${numberToCall} by phone, then wrap up.` : 'Connecting the call…';
  }

  private say(event: Event, call: AgentCall): void {
    event.preventDefault();
    call.say();
  }

  private fire(type: 'back' | 'details'): void {
    this.dispatchEvent(new CustomEvent(type));
  }

  private get call(): AgentCall | undefined {
    return this.session.calls.get(this.task.taskSid);
  }
}
