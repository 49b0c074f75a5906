import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ChatAttachment } from '../attachments';
import { fileSize } from '../file-words';
import type { ChatWords } from '../words';
import { FILE_ICON } from './icons';

/** What a browser shows as a picture and never runs. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Addresses of content are good for some minutes: https://www.twilio.com/docs/conversations/media-support-conversations */
const ADDRESS_LIFETIME_MS = 2 * 60_000;

/** `<flex-chat-file>`: a picture as a thumbnail, anything else as a line with its size; both open in a tab of their own. */
export class ChatFile extends LitElement {
  @property({ attribute: false }) file!: ChatAttachment;
  @property({ attribute: false }) words!: ChatWords;
  @property() locale = 'en';
  /** It is being sent, or was not: nothing to be opened yet. */
  @property({ type: Boolean }) pending = false;

  @state() private address: string | undefined;
  @state() private broken = false;
  @state() private failed = false;
  private askedAt = 0;

  /** Its look is that of the messages around it. */
  protected override createRenderRoot(): this {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('file') || (changed.has('pending') && !this.address)) void this.ask();
  }

  protected override render(): TemplateResult {
    const { file, words, address } = this;
    const size = fileSize(file.size, this.locale);
    const content = PICTURES.has(file.contentType) && !this.broken ? this.renderPicture() : this.renderLine(size);
    return html`
      ${
        this.pending || !address
          ? html`<span class="file" dir="auto">${content}</span>`
          : html`
              <a
                class="file"
                href=${address}
                target="_blank"
                rel="noopener noreferrer"
                dir="auto"
                @click=${this.onClick}
              >${content}<span class="hidden">(${words.newTab})</span></a>
            `
      }
      ${this.failed && !this.pending ? html`<small role="alert">${words.fileUnavailable}</small>` : nothing}
    `;
  }

  private renderPicture(): TemplateResult {
    const { file, address } = this;
    const onError = () => {
      this.broken = true;
    };
    return html`
      <span class="picture">
        ${address ? html`<img src=${address} alt=${file.name} @error=${onError} />` : html`${FILE_ICON}<span class="name">${file.name}</span>`}
      </span>
    `;
  }

  private renderLine(size: string): TemplateResult {
    return html`
      <span class="sheet">${FILE_ICON}<span class="name">${this.file.name}</span> <small>${size}</small></span>
    `;
  }

  private async ask(): Promise<string | undefined> {
    this.askedAt = Date.now();
    this.failed = false;
    try {
      this.address = await this.file.url();
    } catch {
      this.failed = true;
      this.address = undefined;
    }
    return this.address;
  }

  /** An old address is asked for anew first; the tab opens then, still within the click. */
  private readonly onClick = async (event: Event): Promise<void> => {
    if (Date.now() - this.askedAt < ADDRESS_LIFETIME_MS) return;
    event.preventDefault();
    const link = event.currentTarget as HTMLAnchorElement;
    const address = await this.ask();
    await this.updateComplete;
    if (address && link.isConnected) link.click();
  };
}

if (!customElements.get('flex-chat-file')) customElements.define('flex-chat-file', ChatFile);
