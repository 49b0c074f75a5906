import { css } from 'lit';

/** Light and dark by the system; a host page may set the `--flex-video-…` colours. Narrow is what the panel is, not the screen. */
export const PANEL_STYLES = css`
  :host {
    --_accent: var(--flex-video-accent, #0e6b62);
    --_on-accent: var(--flex-video-on-accent, #ffffff);
    --_surface: var(--flex-video-surface, #ffffff);
    --_raised: var(--flex-video-raised, #eff2f0);
    --_text: var(--flex-video-text, #1b2326);
    --_muted: var(--flex-video-muted, #59656a);
    --_line: var(--flex-video-line, #dfe4e2);
    --_danger: var(--flex-video-danger, #a9281f);
    --_danger-fill: #a9281f;
    --_warn: var(--flex-video-warn, #8a5a00);
    display: block;
    container-type: inline-size;
    background: var(--_surface);
    color: var(--_text);
    color-scheme: light dark;
    font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --_accent: var(--flex-video-accent, #57c7b6);
      --_on-accent: var(--flex-video-on-accent, #06241f);
      --_surface: var(--flex-video-surface, #171d1f);
      --_raised: var(--flex-video-raised, #252e30);
      --_text: var(--flex-video-text, #e6ecea);
      --_muted: var(--flex-video-muted, #a0adab);
      --_line: var(--flex-video-line, #2e383a);
      --_danger: var(--flex-video-danger, #ff9c91);
      --_danger-fill: #b93a30;
      --_warn: var(--flex-video-warn, #f0c36d);
    }
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  p,
  h3 {
    margin: 0;
  }
  section {
    display: grid;
    gap: 10px;
    padding: 10px 16px 12px;
    border-block-end: 1px solid var(--_line);
    outline: none;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 7px;
    min-block-size: 38px;
    padding: 0 13px;
    border: 0;
    border-radius: 9px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
    white-space: nowrap;
  }
  button:disabled {
    cursor: default;
    opacity: 0.55;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  svg {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  section:focus-visible {
    outline-offset: -2px;
  }
  .primary {
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .secondary {
    box-shadow: inset 0 0 0 1px var(--_line);
  }
  .secondary:hover:enabled {
    background: var(--_raised);
  }
  .secondary.off,
  .secondary.off:hover:enabled {
    background: var(--_text);
    box-shadow: none;
    color: var(--_surface);
  }
  .danger {
    background: var(--_danger-fill);
    color: #ffffff;
    font-weight: 600;
  }
  .muted {
    color: var(--_muted);
  }
  .small {
    font-size: 13px;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .bar > p {
    flex: 1 1 170px;
    min-inline-size: 0;
    text-wrap: pretty;
  }
  .bar > svg {
    color: var(--_muted);
  }
  .problem {
    color: var(--_danger);
  }
  .notice {
    padding: 7px 11px;
    border-radius: 9px;
    background: color-mix(in oklab, var(--_warn) 13%, var(--_surface));
    color: var(--_warn);
    font-weight: 600;
  }
  .notice.problem {
    background: color-mix(in oklab, var(--_danger) 10%, var(--_surface));
    color: var(--_danger);
  }
  h3 {
    font-size: 15px;
    font-weight: 650;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
  }
  .head h3 {
    flex: 1 1 auto;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .recording {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--_danger);
    font-weight: 600;
  }
  .recording::before {
    inline-size: 9px;
    block-size: 9px;
    border-radius: 50%;
    background: currentColor;
    content: '';
  }
  time {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .door {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(120px, 34%);
    gap: 14px;
    align-items: start;
  }
  .door > div {
    display: grid;
    gap: 8px;
    min-inline-size: 0;
  }
  .door figure {
    aspect-ratio: 4 / 3;
    border-radius: 12px;
    color: #ffffff;
  }
  .link {
    display: flex;
    gap: 8px;
  }
  .link input {
    flex: 1 1 0;
    min-inline-size: 0;
    min-block-size: 38px;
    padding: 0 10px;
    border: 1px solid var(--_line);
    border-radius: 9px;
    background: var(--_raised);
    color: inherit;
    font: inherit;
    text-overflow: ellipsis;
  }
  .code {
    font-weight: 650;
    letter-spacing: 0.06em;
    user-select: all;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .controls .last {
    display: flex;
    gap: 8px;
    margin-inline-start: auto;
  }
  .question {
    display: grid;
    gap: 8px;
    padding: 11px 13px;
    border-radius: 10px;
    background: var(--_raised);
  }
  .question .secondary:hover:enabled {
    background: var(--_surface);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  @container (max-width: 640px) {
    .controls > button,
    .controls .leave {
      inline-size: 42px;
      padding: 0;
    }
    .controls > button span,
    .controls .leave span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @container (max-width: 420px) {
    section {
      padding-inline: 12px;
    }
    .door {
      grid-template-columns: minmax(0, 1fr);
    }
    .door figure {
      order: -1;
      max-block-size: 150px;
      inline-size: 100%;
    }
    .controls,
    .controls .last {
      gap: 6px;
    }
    .controls > button,
    .controls .leave {
      inline-size: 38px;
    }
    .controls .danger {
      padding: 0 10px;
    }
    .controls .danger svg {
      display: none;
    }
    .choices > button {
      flex: 1 1 auto;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .waiting-dot {
      animation: breathe 1.6s ease-in-out infinite;
    }
  }
  .waiting-dot {
    display: inline-block;
    inline-size: 9px;
    block-size: 9px;
    margin-inline-end: 8px;
    border-radius: 50%;
    background: var(--_accent);
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }
`;
