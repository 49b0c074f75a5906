import { css } from 'lit';

/** Colours and controls of every part of the desktop: calm, light and dark. */
export const DESKTOP_STYLES = css`
  :host {
    --accent: #0e6b62;
    --on-accent: #ffffff;
    --mine: #0e6b62;
    --on-mine: #ffffff;
    --canvas: #f4f6f5;
    --surface: #ffffff;
    --other: #eff2f0;
    --chosen: #e2efec;
    --text: #1b2326;
    --muted: #59656a;
    --line: #dfe4e2;
    --danger: #a9281f;
    --warn: #8a5a00;
    --good: #2f9e6e;
    display: block;
    color: var(--text);
    color-scheme: light dark;
    font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --accent: #57c7b6;
      --on-accent: #06241f;
      --mine: #1f5f57;
      --on-mine: #effaf7;
      --canvas: #0f1415;
      --surface: #171d1f;
      --other: #252e30;
      --chosen: #1d3533;
      --text: #e6ecea;
      --muted: #a0adab;
      --line: #2e383a;
      --danger: #ff9c91;
      --warn: #f0c36d;
      --good: #4cc38a;
    }
  }
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ol,
  ul {
    margin: 0;
    padding: 0;
  }
  h1,
  h2,
  h3 {
    font-size: 15px;
    font-weight: 650;
  }
  ol,
  ul {
    list-style: none;
  }
  button,
  textarea,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    min-height: 38px;
    padding: 0 14px;
    border: 0;
    border-radius: 9px;
    background: none;
    cursor: pointer;
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
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
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: 13px;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .alert {
    color: var(--danger);
    font-size: 13px;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
  @media (max-width: 700px) {
    button {
      min-height: 44px;
    }
  }
`;
