import { css } from 'lit';

/** Colours and elements of every page of the local Twilio: calm, light and dark. */
export const PAGE_STYLES = css`
  :host {
    --accent: #0e6b62;
    --on-accent: #ffffff;
    --canvas: #f4f6f5;
    --surface: #ffffff;
    --other: #eff2f0;
    --chosen: #e2efec;
    --text: #1b2326;
    --muted: #59656a;
    --line: #dfe4e2;
    color: var(--text);
    color-scheme: light dark;
    font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --accent: #57c7b6;
      --on-accent: #06241f;
      --canvas: #0f1415;
      --surface: #171d1f;
      --other: #252e30;
      --chosen: #1d3533;
      --text: #e6ecea;
      --muted: #a0adab;
      --line: #2e383a;
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
  ol,
  ul {
    list-style: none;
  }
  button,
  input,
  textarea,
  select {
    color: inherit;
    font: inherit;
  }
  button {
    border: 0;
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
  .muted {
    color: var(--muted);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;
