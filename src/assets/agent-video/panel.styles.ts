import { css } from 'lit';

/** Buttons, lines and notices. */
export const PANEL_STYLES = css`
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
    border-radius: var(--_control-radius);
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
  /* Where the focus goes when its button is gone; nothing that could be pressed. */
  section:focus-visible {
    outline: none;
  }
  .square {
    inline-size: 38px;
    padding: 0;
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
  .primary:disabled {
    background: var(--_raised);
    color: var(--_muted);
    opacity: 1;
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
    border-radius: var(--_control-radius);
    background: color-mix(in oklab, var(--_warn) 13%, var(--_surface));
    color: var(--_warn);
    font-weight: 600;
  }
  .notice.problem {
    background: color-mix(in oklab, var(--_danger) 10%, var(--_surface));
    color: var(--_danger);
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
