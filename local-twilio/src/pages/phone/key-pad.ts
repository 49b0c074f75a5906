import { css, html, LitElement, type TemplateResult } from 'lit';
import { PHONE_STYLES } from './phone.styles';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const NAMES: Record<string, string> = { '*': 'Star', '#': 'Hash' };

/** The twelve keys. Fires `press` with the one that was pressed; a keyboard's keys do as well while it has the focus. */
export class KeyPad extends LitElement {
  static override styles = [
    PHONE_STYLES,
    css`
      div {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 8px;
        max-width: 280px;
        margin: 0 auto;
      }
      button {
        min-height: 48px;
        background: var(--other);
        font-size: 20px;
        font-weight: 600;
      }
      button:hover {
        background: var(--chosen);
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`
      <div role="group" aria-label="Keys" @keydown=${this.keydown}>
        ${KEYS.map(
          (key) => html`
            <button type="button" aria-label=${NAMES[key] ?? key} @click=${() => this.press(key)}>${key}</button>
          `,
        )}
      </div>
    `;
  }

  private keydown({ key }: KeyboardEvent): void {
    if (KEYS.includes(key)) this.press(key);
  }

  private press(key: string): void {
    this.dispatchEvent(new CustomEvent('press', { detail: key }));
  }
}
