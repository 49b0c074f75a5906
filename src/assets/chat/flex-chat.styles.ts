import { css } from 'lit';
import { MESSAGE_STYLES } from './message.styles';

/**
 * To be set from outside: --flex-chat-accent, --flex-chat-on-accent, --flex-chat-font, --flex-chat-radius,
 * --flex-chat-inset (distance from the corner), and the parts `launcher` and `window`.
 */
const TOKENS = css`
  :host {
    --accent: var(--flex-chat-accent, #0e6b62);
    --on-accent: var(--flex-chat-on-accent, #ffffff);
    --mine: var(--accent);
    --on-mine: var(--on-accent);
    --surface: #ffffff;
    --other: #eff2f0;
    --text: #1b2326;
    --muted: #59656a;
    --line: #dfe4e2;
    --danger: #a9281f;
    --warn: #8a5a00;
    --shadow: 0 12px 40px rgb(16 32 32 / 18%), 0 2px 8px rgb(16 32 32 / 10%);
    --radius: var(--flex-chat-radius, 14px);
    color-scheme: light dark;
    font: 15px/1.45 var(--flex-chat-font, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif);
    color: var(--text);
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --accent: var(--flex-chat-accent, #57c7b6);
      --on-accent: var(--flex-chat-on-accent, #06241f);
      --mine: #1f5f57;
      --on-mine: #effaf7;
      --surface: #171d1f;
      --other: #252e30;
      --text: #e6ecea;
      --muted: #a0adab;
      --line: #2e383a;
      --danger: #ff9c91;
      --warn: #f0c36d;
      --shadow: 0 12px 40px rgb(0 0 0 / 55%), 0 0 0 1px #2e383a;
    }
  }
`;

const CONTROLS = css`
  * {
    box-sizing: border-box;
  }
  p,
  h2 {
    margin: 0;
  }
  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
  }
  button {
    cursor: pointer;
    border: 0;
    border-radius: 10px;
    min-height: 44px;
    padding: 0 16px;
    background: none;
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  svg {
    width: 22px;
    height: 22px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .primary {
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  .secondary {
    box-shadow: inset 0 0 0 1px var(--line);
  }
  .danger {
    color: var(--danger);
    box-shadow: inset 0 0 0 1px currentColor;
    font-weight: 600;
  }
  .quiet {
    color: var(--muted);
    padding: 0 10px;
  }
  .quiet:hover,
  .secondary:hover {
    background: var(--other);
    color: var(--text);
  }
  .icon {
    width: 44px;
    padding: 0;
    display: grid;
    place-items: center;
  }
`;

const WINDOW = css`
  .launcher,
  .window {
    position: fixed;
    z-index: 2147483000;
    right: var(--flex-chat-inset, 20px);
    bottom: var(--flex-chat-inset, 20px);
    box-shadow: var(--shadow);
  }
  .launcher {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 52px;
    padding: 0 20px 0 16px;
    border-radius: 26px;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  .badge {
    min-width: 22px;
    padding: 0 6px;
    border-radius: 11px;
    background: var(--on-accent);
    color: var(--accent);
    font-size: 13px;
    line-height: 22px;
    text-align: center;
  }
  .window {
    display: flex;
    flex-direction: column;
    width: min(384px, calc(100vw - 40px));
    height: min(620px, calc(100vh - 40px));
    overflow: hidden;
    border-radius: var(--radius);
    background: var(--surface);
    animation: appear 160ms ease-out;
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  @media (max-width: 480px) {
    .window {
      inset: 0;
      width: 100vw;
      height: 100dvh;
      border-radius: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
    }
  }
  header {
    display: flex;
    align-items: center;
    gap: 2px;
    min-height: 76px;
    padding: 8px 8px 8px 18px;
    border-bottom: 1px solid var(--line);
  }
  .heading {
    flex: 1;
    min-width: 0;
  }
  h2 {
    font-size: 16px;
    font-weight: 650;
  }
  .status {
    display: -webkit-box;
    overflow: hidden;
    color: var(--muted);
    font-size: 13px;
    line-height: 1.35;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .status[data-connection='reconnecting'] {
    color: var(--warn);
  }
`;

const START = css`
  .start {
    display: flex;
    flex-direction: column;
    flex: 1;
    gap: 16px;
    padding: 18px;
    overflow-y: auto;
  }
  .availability {
    display: flex;
    align-items: baseline;
    gap: 9px;
    min-height: 3em;
    padding: 10px 12px;
    border-radius: 10px;
    background: var(--other);
  }
  .dot {
    flex: none;
    width: 9px;
    height: 9px;
    border-radius: 50%;
    background: var(--muted);
  }
  [data-mood='here'] .dot {
    background: #2f9e6e;
  }
  [data-mood='busy'] .dot {
    background: #d09a2c;
  }
  .intro {
    color: var(--muted);
  }
  .field {
    display: grid;
    gap: 6px;
    font-weight: 600;
  }
  small {
    color: var(--muted);
    font-size: 13px;
    font-weight: 400;
  }
  input,
  textarea {
    width: 100%;
    padding: 10px 12px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--surface);
    font-size: 16px;
    font-weight: 400;
    resize: none;
  }
  ::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  input:focus-visible,
  textarea:focus-visible {
    border-color: var(--accent);
    outline-offset: -1px;
  }
`;

const FOOTER = css`
  footer {
    border-top: 1px solid var(--line);
  }
  .composer {
    display: flex;
    align-items: flex-end;
    gap: 8px;
    padding: 10px;
  }
  .grow {
    display: grid;
    flex: 1;
    min-width: 0;
    max-height: 132px;
    overflow-y: auto;
    border-radius: 10px;
  }
  .grow::after,
  .grow > textarea {
    grid-area: 1 / 1;
    padding: 10px 12px;
    border: 1px solid transparent;
    font-size: 16px;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  .grow::after {
    content: attr(data-text) ' ';
    visibility: hidden;
    white-space: pre-wrap;
  }
  .grow > textarea {
    overflow: hidden;
    border-color: var(--line);
  }
  .send {
    flex: none;
    width: 46px;
    height: 46px;
    padding: 0;
    display: grid;
    place-items: center;
  }
  .question,
  .ended {
    display: grid;
    gap: 6px;
    padding: 14px 18px;
  }
  .question {
    border-bottom: 1px solid var(--line);
    background: var(--other);
  }
  .ended {
    gap: 12px;
    padding-block: 18px;
    text-align: center;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 6px;
  }
  .alert {
    color: var(--danger);
  }
`;

export const FLEX_CHAT_STYLES = [TOKENS, CONTROLS, WINDOW, START, MESSAGE_STYLES, FOOTER];
