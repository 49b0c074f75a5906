import { html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { VideoInvitation } from '../video-invitation';
import type { ChatWords } from '../words';
import { CAMERA_ICON } from './icons';

/** A timer that is set to more fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** `<flex-chat-invitation>`: the way into a video call, for as long as it is one. */
export class ChatInvitation extends LitElement {
  @property({ attribute: false }) invitation!: VideoInvitation;
  @property({ attribute: false }) words!: ChatWords;
  /** The chat has ended, and its call with it. */
  @property({ type: Boolean }) over = false;

  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Put back, it may be too late by now. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** Its look is that of the messages around it. */
  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { words, invitation } = this;
    const left = invitation.expiresAt.getTime() - Date.now();
    clearTimeout(this.timer);
    if (this.over || invitation.over || left <= 0)
      return html`<p class="bubble" part="bubble">${words.videoInvitationOver}</p>`;
    this.timer = setTimeout(() => this.requestUpdate(), Math.min(left, LONGEST_TIMER_MS));
    return html`
      <div class="bubble invitation" part="bubble">
        <p>${words.videoInvitation}</p>
        <a class="join" href=${invitation.joinUrl} target="_blank" rel="noopener">
          ${CAMERA_ICON}<span>${words.joinVideo}</span><span class="hidden">(${words.newTab})</span>
        </a>
      </div>
    `;
  }
}

if (!customElements.get('flex-chat-invitation')) customElements.define('flex-chat-invitation', ChatInvitation);
