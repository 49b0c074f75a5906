import { css } from 'lit';

/** Buttons, fields and what they share. */
export const CONTROL_STYLES = css`
  * {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  p,
  h2,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  button,
  input,
  textarea {
    margin: 0;
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 44px;
    padding-block: 0;
    padding-inline: 16px;
    border: 0;
    border-radius: var(--_control-radius);
    background: none;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    transition: background-color 120ms ease, filter 120ms ease;
  }
  button:is(:disabled, [aria-disabled='true']) {
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  svg {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :dir(rtl) .narrow svg {
    transform: scaleX(-1);
  }
  .primary {
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .primary:hover:not(:disabled, [aria-disabled='true']) {
    filter: brightness(1.07);
  }
  .primary:is(:disabled, [aria-disabled='true']) {
    background: var(--_raised);
    color: var(--_muted);
  }
  .secondary {
    box-shadow: inset 0 0 0 1px var(--_line);
    font-weight: 550;
  }
  .secondary svg {
    inline-size: 18px;
    block-size: 18px;
  }
  .danger {
    box-shadow: inset 0 0 0 1px currentColor;
    color: var(--_danger);
    font-weight: 600;
  }
  .secondary:is(:disabled, [aria-disabled='true']),
  .danger:is(:disabled, [aria-disabled='true']) {
    color: var(--_muted);
  }
  .quiet {
    min-block-size: 40px;
    padding-inline: 10px;
    color: var(--_muted);
    font-size: 14px;
  }
  .quiet:hover,
  .secondary:hover:not(:disabled, [aria-disabled='true']),
  .danger:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--_raised);
  }
  .quiet:hover {
    color: var(--_text);
  }
  .icon {
    flex: none;
    inline-size: 40px;
    padding: 0;
  }
  .field {
    display: grid;
    gap: 6px;
    font-weight: 600;
  }
  small {
    color: var(--_muted);
    font-size: 13px;
    font-weight: 400;
  }
  input:not([type='radio'], [type='file']),
  textarea {
    inline-size: 100%;
    padding: 11px 13px;
    border: 1px solid var(--_line);
    border-radius: var(--_control-radius);
    background: var(--_surface);
    /* Smaller, and a phone zooms in. */
    font-size: 16px;
    font-weight: 400;
    line-height: 1.4;
    resize: none;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  input:focus-visible,
  textarea:focus-visible {
    border-color: var(--_focus);
    outline: 1px solid var(--_focus);
    outline-offset: -1px;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;
