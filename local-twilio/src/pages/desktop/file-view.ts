import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ChatFile } from './chat-line';
import { DESKTOP_STYLES } from './desktop.styles';
import { fileSize } from './file-rules';
import { DOCUMENT } from './icons';

/** Kinds that an <img> shows and that hold no script. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** A file in the chat: a picture small, and large when one wants; anything else by name. It is loaded by its temporary URL. */
export class FileView extends LitElement {
  static override styles = [
    DESKTOP_STYLES,
    css`
      .file {
        display: flex;
        align-items: center;
        gap: 10px;
        height: auto;
        padding: 10px 14px;
        border: 1px solid var(--line);
        border-radius: 14px;
        background: var(--surface);
        color: var(--text);
        text-align: left;
      }
      .file:hover,
      .picture:hover {
        border-color: var(--accent);
      }
      .file > span {
        min-width: 0;
      }
      svg {
        flex: none;
        color: var(--accent);
      }
      .name {
        display: block;
        overflow-wrap: anywhere;
        font-weight: 600;
      }
      .picture {
        display: block;
        height: auto;
        padding: 3px;
        border: 1px solid var(--line);
        border-radius: 14px;
        background: var(--surface);
        line-height: 0;
      }
      .picture img {
        max-width: min(240px, 60vw);
        max-height: 180px;
        border-radius: 10px;
        object-fit: cover;
      }
      dialog {
        max-width: min(900px, 92vw);
        padding: 16px;
        border: 1px solid var(--line);
        border-radius: 16px;
        background: var(--surface);
        color: var(--text);
      }
      dialog::backdrop {
        background: rgb(10 18 18 / 60%);
      }
      dialog img {
        display: block;
        max-width: 100%;
        max-height: 72vh;
        margin: 12px auto;
        border-radius: 8px;
      }
      .actions {
        display: flex;
        gap: 8px;
        justify-content: flex-end;
      }
    `,
  ];

  @property({ attribute: false }) file!: ChatFile;

  @state() private source = '';
  @state() private problem = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  /** A temporary URL may have expired: it is asked for again, once. */
  private tries = 0;

  protected override firstUpdated(): void {
    if (this.isPicture) void this.load();
  }

  protected override render(): TemplateResult {
    return html`
      ${this.isPicture && this.source ? this.renderPicture() : this.renderFile()}
      ${this.problem ? html`<p class="alert" role="alert">${this.problem}</p>` : nothing}
    `;
  }

  private renderPicture(): TemplateResult {
    const { name, size } = this.file;
    return html`
      <button class="picture" type="button" aria-label="Show ${name} large" @click=${() => this.dialog?.showModal()}>
        <img src=${this.source} alt="" @error=${this.load} />
      </button>
      <dialog aria-label=${name}>
        <p><span class="name">${name}</span> <span class="small muted">${fileSize(size)}</span></p>
        <img src=${this.source} alt=${name} />
        <div class="actions">
          <button class="secondary" type="button" @click=${this.save}>Save</button>
          <button class="primary" type="button" @click=${() => this.dialog?.close()}>Close</button>
        </div>
      </dialog>
    `;
  }

  private renderFile(): TemplateResult {
    const { name, size } = this.file;
    return html`
      <button class="file" type="button" aria-label="Save ${name}, ${fileSize(size)}" @click=${this.save}>
        ${DOCUMENT}
        <span><span class="name">${name}</span><span class="small muted">${fileSize(size)}</span></span>
      </button>
    `;
  }

  private get isPicture(): boolean {
    return PICTURES.includes(this.file.type);
  }

  private async load(): Promise<void> {
    this.tries += 1;
    this.source = this.tries > 2 ? '' : await this.file.url().catch(() => '');
  }

  private async save(): Promise<void> {
    this.problem = '';
    try {
      const link = document.createElement('a');
      link.href = await this.file.url();
      link.download = this.file.name;
      link.click();
    } catch {
      this.problem = `${this.file.name} could not be loaded. Try again.`;
    }
  }
}
