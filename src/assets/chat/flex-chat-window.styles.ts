import { css } from 'lit';
import { CONTROL_STYLES } from './control.styles';
import { FOOTER_STYLES } from './footer.styles';
import { MESSAGE_STYLES } from './message.styles';
import { RATING_STYLES } from './rating.styles';

/** The window itself, its header and what stands before a chat. Colours and sizes come from flex-chat.styles.ts. */
const FRAME = css`
  :host {
    display: contents;
  }
  .window {
    position: fixed;
    z-index: var(--flex-chat-z-index, 2147483000);
    inset-block-end: var(--flex-chat-inset, 20px);
    inset-inline-end: var(--flex-chat-inset, 20px);
    display: flex;
    flex-direction: column;
    inline-size: min(var(--flex-chat-width, 400px), calc(100vw - 2 * var(--flex-chat-inset, 20px)));
    block-size: min(var(--flex-chat-height, 640px), calc(100dvh - 2 * var(--flex-chat-inset, 20px)));
    overflow: hidden;
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    container-type: inline-size;
    animation: appear 180ms cubic-bezier(0.2, 0.8, 0.3, 1);
  }
  .window[data-position='left'] {
    inset-inline: auto;
    left: var(--flex-chat-inset, 20px);
  }
  .window[data-position='right'] {
    inset-inline: auto;
    right: var(--flex-chat-inset, 20px);
  }
  .window.inline {
    position: relative;
    inset: auto;
    z-index: auto;
    inline-size: 100%;
    block-size: 100%;
    animation: none;
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(10px) scale(0.985);
    }
  }
  @media (max-width: 480px), (max-height: 520px) {
    .window:not(.inline) {
      inset: 0;
      top: var(--_visible-top, 0);
      bottom: auto;
      inline-size: auto;
      block-size: var(--_visible-height, 100dvh);
      border-radius: 0;
      padding-block: env(safe-area-inset-top, 0) env(safe-area-inset-bottom, 0);
    }
  }
  .header {
    display: flex;
    flex: none;
    align-items: center;
    gap: 12px;
    min-block-size: 76px;
    padding-block: 10px;
    padding-inline: 16px 10px;
    border-block-end: 1px solid var(--_line);
  }
  .heading {
    flex: 1;
    min-inline-size: 0;
  }
  h2 {
    overflow: hidden;
    font-size: 15.5px;
    font-weight: 650;
    line-height: 1.35;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .status {
    display: -webkit-box;
    overflow: hidden;
    color: var(--_muted);
    font-size: 13px;
    line-height: 1.35;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .status:empty {
    display: none;
  }
  .status[data-connection='reconnecting'] {
    color: var(--_warn);
  }
  .actions {
    display: flex;
    flex: none;
    align-items: center;
    gap: 2px;
  }
  .end .narrow {
    display: none;
  }
  @container (max-width: 375px) {
    /* It is offered once more when the chat is over. */
    .save {
      display: none;
    }
    .end {
      inline-size: 40px;
      padding: 0;
    }
    .end .wide {
      display: none;
    }
    .end .narrow {
      display: grid;
      place-items: center;
    }
  }
  @container (max-width: 479px) {
    .end.long {
      inline-size: 40px;
      padding: 0;
    }
    .end.long .wide {
      display: none;
    }
    .end.long .narrow {
      display: grid;
      place-items: center;
    }
  }
  .waiting,
  .signed-in {
    flex: none;
    padding: 6px 16px;
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
    color: var(--_muted);
    font-size: 12.5px;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .waiting {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 10px;
    padding-block: 9px;
    color: var(--_text);
    font-size: 13.5px;
    font-variant-numeric: tabular-nums;
    text-align: start;
  }
  .waiting .dot {
    animation: pulse 1.6s ease-in-out infinite;
  }
  .drop {
    position: absolute;
    inset: 10px;
    display: grid;
    place-items: center;
    padding: 24px;
    border: 2px dashed var(--_focus);
    border-radius: var(--_control-radius);
    background: color-mix(in oklab, var(--_surface) 92%, transparent);
    font-weight: 600;
    text-align: center;
    pointer-events: none;
  }
`;

const START = css`
  .start {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }
  .fields {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 18px;
    padding: 18px 18px 8px;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .go {
    flex: none;
    padding: 12px 18px 18px;
  }
  .go .primary {
    inline-size: 100%;
    min-block-size: 48px;
  }
  .availability {
    display: flex;
    flex: none;
    align-items: center;
    gap: 10px;
    min-block-size: calc(2lh + 24px);
    padding: 12px 14px;
    border-radius: var(--_control-radius);
    background: var(--_raised);
  }
  .dot {
    flex: none;
    inline-size: 9px;
    block-size: 9px;
    border-radius: 50%;
    background: var(--_muted);
  }
  [data-mood='here'] .dot {
    background: var(--_good);
    box-shadow: 0 0 0 3px color-mix(in oklab, var(--_good) 22%, transparent);
  }
  [data-mood='busy'] .dot {
    background: var(--_wait);
    box-shadow: 0 0 0 3px color-mix(in oklab, var(--_wait) 22%, transparent);
  }
  .intro {
    color: var(--_muted);
  }
  .log.before {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 16px;
  }
`;

export const WINDOW_STYLES = [CONTROL_STYLES, FRAME, START, MESSAGE_STYLES, FOOTER_STYLES, RATING_STYLES];
