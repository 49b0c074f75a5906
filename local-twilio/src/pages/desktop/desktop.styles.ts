import { css } from 'lit';
import { PAGE_STYLES } from '../page.styles';

/** Colours and controls of every part of the desktop. */
export const DESKTOP_STYLES = [
  PAGE_STYLES,
  css`
    :host {
      --mine: #0e6b62;
      --on-mine: #ffffff;
      --danger: #a9281f;
      --warn: #8a5a00;
      --good: #2f9e6e;
      display: block;
    }
    @media (prefers-color-scheme: dark) {
      :host {
        --mine: #1f5f57;
        --on-mine: #effaf7;
        --danger: #ff9c91;
        --warn: #f0c36d;
        --good: #4cc38a;
      }
    }
    h1,
    h2,
    h3 {
      font-size: 15px;
      font-weight: 650;
    }
    button {
      min-height: 38px;
      padding: 0 14px;
      border-radius: 9px;
    }
    .primary {
      background: var(--accent);
      color: var(--on-accent);
      font-weight: 600;
    }
    .secondary {
      box-shadow: inset 0 0 0 1px var(--line);
    }
    .secondary:hover:enabled {
      background: var(--other);
    }
    .danger {
      color: var(--danger);
      box-shadow: inset 0 0 0 1px currentColor;
    }
    .small {
      font-size: 13px;
    }
    .alert {
      color: var(--danger);
      font-size: 13px;
    }
    @media (max-width: 700px) {
      button {
        min-height: 44px;
      }
    }
  `,
];
