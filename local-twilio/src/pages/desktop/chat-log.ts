import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AgentChat, PendingFile } from './agent-chat';
import type { ChatLine } from './chat-line';
import { CHAT_LOG_STYLES } from './chat-log.styles';
import { DESKTOP_STYLES } from './desktop.styles';
import { fileSize } from './file-rules';
import { groupLines } from './line-groups';

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
/** Who is so near to the end wants to stay there. */
const NEAR_PX = 60;

/** What has been said, and what is on its way. */
export class ChatLog extends LitElement {
  static override styles = [DESKTOP_STYLES, CHAT_LOG_STYLES];

  @property({ attribute: false }) chat: AgentChat | undefined;
  @property({ attribute: false }) nameOf: (identity: string) => string = (identity) => identity;
  /** Changes whenever the session does. */
  @property({ attribute: false }) version = 0;

  @query('.log') private readonly log!: HTMLElement | null;
  private atEnd = true;
  /** The window changes, a picture is loaded, something is said: who was at the end stays there. */
  private readonly sizes = new ResizeObserver(() => this.stay());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  protected override firstUpdated(): void {
    for (const element of this.renderRoot.querySelectorAll('.log, .content')) this.sizes.observe(element);
  }

  protected override render(): TemplateResult {
    const { lines = [], pendingFiles = [], typing = [] } = this.chat ?? {};
    const lastOwn = lines.findLast(({ from }) => from === 'me');
    return html`
      <div class="log" role="log" aria-label="Messages" tabindex="0" @scroll=${this.scrolled}>
       <div class="content">
        ${repeat(
          groupLines(lines),
          ([first]) => first?.key,
          (group) => this.renderGroup(group, lastOwn),
        )}
        ${repeat(
          pendingFiles,
          ({ key }) => key,
          (pending) => this.renderPending(pending),
        )}
        ${typing.length > 0 ? html`<p class="typing">${this.nameOf(typing[0] ?? '')} is typing…</p>` : nothing}
       </div>
      </div>
    `;
  }

  private renderGroup(lines: ChatLine[], lastOwn: ChatLine | undefined): TemplateResult {
    const first = lines[0];
    const last = lines.at(-1);
    if (!first || !last) return html``;
    return html`
      <div class="group ${first.from}">
        <p class="small muted"><bdi>${this.authorOf(first)}</bdi> · ${TIME.format(last.at)}</p>
        ${lines.map((line) => this.renderLine(line))}
        ${last === lastOwn ? html`<p class="receipt small muted">${this.isRead(last) ? 'Read' : 'Sent'}</p>` : nothing}
      </div>
    `;
  }

  private renderLine({ text, files }: ChatLine): TemplateResult {
    return html`
      ${text ? html`<p class="bubble" dir="auto">${text}</p>` : nothing}
      ${files.map((file) => html`<file-view .file=${file}></file-view>`)}
    `;
  }

  private renderPending(pending: PendingFile): TemplateResult {
    const { file, state } = pending;
    return html`
      <div class="group me">
        <p class="pending ${state}">${file.name} <span class="small">${fileSize(file.size)}</span></p>
        ${
          state === 'sending'
            ? html`<p class="small muted" role="status">Sending…</p>`
            : html`
                <p class="small">
                  <span class="alert">Not sent.</span>
                  <button class="link" type="button" @click=${() => this.chat?.sendFileAgain(pending)}>Try again</button>
                  <button class="link" type="button" @click=${() => this.chat?.dropFile(pending)}>Remove</button>
                </p>
              `
        }
      </div>
    `;
  }

  private isRead({ index }: ChatLine): boolean {
    return (this.chat?.readByCustomer ?? -1) >= index;
  }

  private authorOf(line: ChatLine): string {
    if (line.from === 'me') return 'You';
    return line.from === 'flow' ? 'Flow' : this.nameOf(line.identity);
  }

  private scrolled({ currentTarget }: Event): void {
    const { scrollHeight, scrollTop, clientHeight } = currentTarget as HTMLElement;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }

  private stay(): void {
    if (this.log && this.atEnd) this.log.scrollTop = this.log.scrollHeight;
  }
}
