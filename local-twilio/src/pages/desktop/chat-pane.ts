import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { AgentChat } from './agent-chat';
import type { AgentSession } from './agent-session';
import type { AgentTask } from './agent-task';
import { CHAT_PANE_STYLES } from './chat-pane.styles';
import { DESKTOP_STYLES } from './desktop.styles';
import type { TransferDialog, TransferTarget } from './transfer-dialog';
import type { VideoPanel } from './video-panel';

/** The chat of one task, with what one can do about it. Fires `back` and `details` on narrow screens. */
export class ChatPane extends LitElement {
  static override styles = [DESKTOP_STYLES, CHAT_PANE_STYLES];

  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) task!: AgentTask;
  /** Changes whenever the session does. */
  @property({ attribute: false }) version = 0;

  @query('transfer-dialog') private readonly transferDialog!: TransferDialog | null;
  @query('flex-video-panel') private readonly videoPanel!: VideoPanel | null;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.look);
  }

  protected override updated(): void {
    // The Accept button has gone, and the focus with it.
    if (document.activeElement === document.body) this.renderRoot.querySelector<HTMLElement>('chat-composer')?.focus();
    this.look();
  }

  protected override render(): TemplateResult {
    const { task, chat, session, version } = this;
    const { name } = task.customer;
    return html`
      <header>
        <button class="narrow" type="button" aria-label="Back to the list" @click=${() => this.fire('back')}>‹</button>
        <div class="who">
          <h2>${name}</h2>
          <p class="small muted" role="status">${this.status(chat)}</p>
        </div>
        <button class="details" type="button" @click=${() => this.fire('details')}>Details</button>
        ${this.renderActions()}
      </header>
      ${this.renderProblem(chat)}
      ${this.renderVideo(chat)}
      <chat-log .chat=${chat} .nameOf=${this.nameOf} .version=${version}></chat-log>
      ${
        chat?.state === 'open' && task.status === 'accepted'
          ? html`<chat-composer .chat=${chat} .version=${version} customerName=${name}></chat-composer>`
          : html`<p class="closed muted">${this.ending(chat)}</p>`
      }
      <transfer-dialog
        .session=${session}
        customerName=${name}
        @transfer=${({ detail }: CustomEvent<TransferTarget>) => session.transfer(task, detail)}
      ></transfer-dialog>
    `;
  }

  private renderActions(): TemplateResult {
    const { task, session } = this;
    const wish = session.wishes.get(task.reservationSid);
    if (task.status === 'wrapping') {
      return html`
        <button class="primary" type="button" ?disabled=${wish === 'complete'} @click=${() => this.finish(() => session.complete(task))}>
          ${wish === 'complete' ? 'Completing…' : 'Complete'}
        </button>
      `;
    }
    const busy = wish !== undefined;
    const canTransfer = task.interaction !== undefined;
    return html`
      <div class="actions">
        ${
          wish === 'transfer'
            ? html`<button class="secondary" type="button" @click=${() => session.cancelTransfer(task)}>Take back</button>`
            : html`<button class="secondary" type="button" ?disabled=${busy || !canTransfer} @click=${() => this.finish(() => this.transferDialog?.show())}>Transfer</button>`
        }
        <button class="secondary" type="button" ?disabled=${busy} @click=${() => this.finish(() => session.leave(task))}>
          ${wish === 'leave' ? 'Leaving…' : 'Leave'}
        </button>
        <button class="danger" type="button" ?disabled=${busy} @click=${() => this.finish(() => session.end(task))}>
          ${wish === 'end' ? 'Ending…' : 'End chat'}
        </button>
      </div>
    `;
  }

  private renderVideo(chat: AgentChat | undefined): TemplateResult | typeof nothing {
    const { task, session } = this;
    const { videoUrl } = session;
    if (!videoUrl || !task.conversationSid || !chat || chat.state === 'connecting') return nothing;
    return html`
      <flex-video-panel
        .functionsUrl=${videoUrl}
        .flexToken=${this.flexToken}
        .conversationSid=${task.conversationSid}
        .taskSid=${task.taskSid}
        .customerName=${task.customer.name}
        ?closed=${chat.state !== 'open' || task.status !== 'accepted'}
        @call-change=${() => session.dismissProblem(task)}
      ></flex-video-panel>
    `;
  }

  private renderProblem(chat: AgentChat | undefined): TemplateResult | typeof nothing {
    const problem = this.session.problems.get(this.task.reservationSid) || chat?.problem;
    return problem ? html`<p class="alert bar" role="alert">${problem}</p>` : nothing;
  }

  private status(chat: AgentChat | undefined): string {
    const { task, session } = this;
    if (!session.connected) return 'Connection lost. Trying again…';
    if (session.wishes.get(task.reservationSid) === 'transfer')
      return `Offered to ${session.handedTo.get(task.reservationSid)}. You stay until somebody accepts.`;
    if (task.status === 'wrapping') return 'Wrap-up';
    return chat?.state === 'open' ? 'In chat' : 'Connecting…';
  }

  private ending(chat: AgentChat | undefined): string {
    const { task, session } = this;
    const handedTo = session.handedTo.get(task.reservationSid);
    if (task.status === 'wrapping') {
      const over = handedTo ? `You have handed this chat over to ${handedTo}.` : 'This chat is over.';
      return `${over} Complete it when you have finished your work on it.`;
    }
    return chat?.state === 'closed' ? 'The customer has ended the chat.' : 'Opening the conversation…';
  }

  private readonly nameOf = (identity: string): string => {
    const colleague = this.session.colleagues.find((agent) => agent.identity === identity);
    return colleague?.name ?? this.chat?.names.get(identity) ?? this.task.customer.name;
  };

  private asking = false;

  private readonly flexToken = (): string => this.session.token;

  /** Whatever ends this agent's part of the chat: not while they are in its video call. */
  private async finish(act: () => Promise<unknown> | undefined): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const reason = await this.videoPanel?.whyNotFinish();
    this.asking = false;
    if (reason) this.session.refuse(this.task, reason);
    else await act();
  }

  private readonly look = (): void => {
    if (document.visibilityState === 'visible') this.chat?.markRead();
  };

  private fire(type: 'back' | 'details'): void {
    this.dispatchEvent(new CustomEvent(type));
  }

  private get chat(): AgentChat | undefined {
    return this.session.chats.get(this.task.conversationSid ?? '');
  }
}
