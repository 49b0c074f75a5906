import { FLEX_CHAT_TOKENS } from './flex-chat.tokens';

const LAUNCHER = `
  .corner {
    position: fixed;
    z-index: var(--flex-chat-z-index, 2147483000);
    inset-block-end: calc(var(--flex-chat-inset, 20px) + env(safe-area-inset-bottom, 0px));
    inset-inline-end: var(--flex-chat-inset, 20px);
    display: grid;
    justify-items: end;
    gap: 10px;
    max-inline-size: calc(100vw - 2 * var(--flex-chat-inset, 20px));
  }
  .corner[data-position='left'] { inset-inline: auto; left: var(--flex-chat-inset, 20px); justify-items: start; }
  .corner[data-position='right'] { inset-inline: auto; right: var(--flex-chat-inset, 20px); justify-items: end; }
  .corner[hidden] { display: none; }
  button {
    position: relative;
    display: flex;
    align-items: center;
    gap: 10px;
    box-sizing: border-box;
    min-block-size: 56px;
    min-inline-size: 56px;
    padding-inline: 18px 22px;
    border: 0;
    border-radius: 28px;
    background: var(--_accent);
    box-shadow: var(--_launcher-shadow);
    color: var(--_on-accent);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
    transition: transform 140ms ease, filter 140ms ease;
    -webkit-tap-highlight-color: transparent;
  }
  button:hover { filter: brightness(1.06); transform: translateY(-1px); }
  button:active { transform: none; }
  button:focus-visible { outline: 3px solid var(--_focus); outline-offset: 3px; }
  svg, ::slotted([slot='launcher-icon']) { flex: none; inline-size: 24px; block-size: 24px; }
  svg { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
  .label {
    display: var(--flex-chat-launcher-label, inline);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .badge {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -2px;
    min-inline-size: 22px;
    box-sizing: border-box;
    padding-inline: 6px;
    border-radius: 11px;
    background: #c62828;
    box-shadow: 0 0 0 2px var(--_surface);
    color: #ffffff;
    font-size: 12.5px;
    font-variant-numeric: tabular-nums;
    line-height: 22px;
    text-align: center;
  }
  .badge[hidden], .note[hidden] { display: none; }
  [aria-busy='true'] .icon { animation: breathe 900ms ease-in-out infinite alternate; }
  @keyframes breathe { to { opacity: 0.35; } }
  .note {
    margin: 0;
    padding: 10px 14px;
    border-radius: var(--_control-radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    color: var(--_text);
    font-size: 14px;
  }
  @media (max-width: 480px) {
    .label { display: var(--flex-chat-launcher-label, none); }
    button { padding-inline: 16px; }
  }
  @media (prefers-reduced-motion: reduce) {
    button, .icon { transition: none; animation: none !important; }
    button:hover { transform: none; }
  }
  @media (forced-colors: active) {
    button { border: 2px solid; }
  }
`;

export const FLEX_CHAT_STYLES = FLEX_CHAT_TOKENS + LAUNCHER;
