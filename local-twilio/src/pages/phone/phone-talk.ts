import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { PHONE_STYLES } from './phone.styles';
import { nameOf, type PhoneCall, type PhoneLine } from './phone-call';

/**
 * What is said on a call, as it is said. Each word changes the text, so it is read out by a live region of its own, a
 * turn at a time.
 */
export class PhoneTalk extends LitElement {
  static override styles = [
    PHONE_STYLES,
    css`
      :host {
        display: block;
        min-height: 0;
        overflow: hidden;
      }
      .log {
        height: 100%;
        padding: 14px 16px;
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      .log:focus-visible {
        outline-offset: -2px;
      }
      li {
        display: grid;
        justify-items: start;
        gap: 2px;
        margin-bottom: 10px;
      }
      .text {
        max-width: 86%;
        padding: 8px 13px;
        border-radius: 16px;
        background: var(--other);
        overflow-wrap: anywhere;
      }
      .caller {
        justify-items: end;
      }
      .caller .text {
        background: var(--accent);
        color: var(--on-accent);
      }
      .agent .text {
        background: var(--chosen);
      }
      .announcement .text {
        border: 1px dashed var(--line);
        background: none;
        color: var(--muted);
      }
      .note {
        justify-items: center;
      }
      .note .text {
        background: none;
        color: var(--muted);
        font-size: 13.5px;
      }
      .speaking .text::after {
        display: inline-block;
        width: 7px;
        height: 7px;
        margin-left: 6px;
        border-radius: 50%;
        background: var(--accent);
        animation: pulse 1s ease-in-out infinite;
        content: '';
      }
      @keyframes pulse {
        50% {
          opacity: 0.2;
        }
      }
    `,
  ];

  @property({ attribute: false }) call!: PhoneCall;
  /** Changes whenever the call does. */
  @property({ attribute: false }) version = 0;

  @query('.log') private readonly log!: HTMLElement | null;

  protected override updated(_changed: PropertyValues): void {
    if (this.log) this.log.scrollTop = this.log.scrollHeight;
  }

  protected override render(): TemplateResult {
    const { call } = this;
    return html`
      <div class="log" role="region" aria-label="What is said" tabindex="0">
        <ol>
          ${repeat(
            call.lines,
            ({ key }) => key,
            (line) => renderLine(line),
          )}
        </ol>
      </div>
      <p class="hidden" role="status">${call.lastHeard}</p>
    `;
  }
}

function renderLine(line: PhoneLine): TemplateResult {
  const { who, state, text, language } = line;
  return html`
    <li class="${who} ${state}">
      ${who === 'note' ? nothing : html`<span class="small muted">${nameOf(line)}</span>`}
      <span class="text" dir="auto" lang=${language || nothing}>${text}</span>
      ${state === 'interrupted' ? html`<span class="small muted">interrupted</span>` : nothing}
    </li>
  `;
}
