import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { AgentChat } from './agent-chat';
import { DESKTOP_STYLES } from './desktop.styles';
import { FILE_EXTENSIONS } from './file-rules';
import { PAPER_CLIP } from './icons';

const ACCEPTED = FILE_EXTENSIONS.map((extension) => `.${extension}`).join(',');

/** Where the agent writes. What is half written belongs to the chat and stays there. */
export class ChatComposer extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    css`
      form {
        display: flex;
        align-items: flex-end;
        gap: 8px;
        padding: 12px 16px;
        border-top: 1px solid var(--line);
      }
      textarea {
        flex: 1;
        min-width: 0;
        padding: 10px 12px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface);
        font-size: 16px;
        resize: none;
      }
      ::placeholder {
        color: var(--muted);
        opacity: 1;
      }
      textarea:focus-visible {
        border-color: var(--accent);
        outline-offset: -1px;
      }
      .attach {
        display: grid;
        place-items: center;
        width: 38px;
        padding: 0;
        color: var(--muted);
      }
      .attach:hover {
        color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) chat!: AgentChat;
  @property() customerName = '';
  /** Changes whenever the session does. */
  @property({ attribute: false }) version = 0;

  @query('input') private readonly picker!: HTMLInputElement;

  override focus(): void {
    this.renderRoot.querySelector('textarea')?.focus();
  }

  protected override render(): TemplateResult {
    const { chat } = this;
    return html`
      <form @submit=${this.send} @dragover=${keepOpen} @drop=${this.drop}>
        <input hidden type="file" accept=${ACCEPTED} aria-hidden="true" tabindex="-1" @change=${this.pick} />
        <button class="attach" type="button" aria-label="Attach a file" title="Attach a file" @click=${() => this.picker.click()}>
          ${PAPER_CLIP}
        </button>
        <textarea
          rows="2"
          aria-label="Your message"
          placeholder="Write to ${this.customerName}"
          .value=${chat.draft}
          @input=${(event: Event) => chat.type((event.target as HTMLTextAreaElement).value)}
          @keydown=${this.keydown}
          @paste=${this.paste}
        ></textarea>
        <button class="primary" type="submit" ?disabled=${chat.draft.trim() === ''}>Send</button>
      </form>
    `;
  }

  private send(event: Event): void {
    event.preventDefault();
    void this.chat.send();
  }

  private keydown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.send(event);
  }

  private pick(): void {
    this.sendFiles(this.picker.files);
    this.picker.value = '';
  }

  private paste(event: ClipboardEvent): void {
    const files = event.clipboardData?.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    this.sendFiles(files);
  }

  private drop(event: DragEvent): void {
    const files = event.dataTransfer?.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    this.sendFiles(files);
  }

  private sendFiles(files: FileList | null): void {
    for (const file of files ?? []) void this.chat.sendFile(file);
  }
}

/** Without it the browser would show a dropped file instead of the page. */
const keepOpen = (event: DragEvent) => event.preventDefault();
